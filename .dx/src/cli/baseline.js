import { Command, Option } from 'commander';
import { presets } from '../config/defaults.js';
import { choice } from './choice.js';
const examples = `Examples:
  $ otp-audit baseline                            take all that there is now as known
  $ otp-audit scan                                fails only on what is new since
  $ otp-audit baseline --prune                    take out what is fixed, and take in nothing
  $ otp-audit baseline --check                    in CI: fails unless it is exactly what there is
  $ otp-audit baseline --why src/pool.ts:12       by which entry a finding is known, or why by none
`;
/** `otp-audit baseline`. `finish` is told the exit code. */
export function baselineCommand(context, finish) {
    return new Command('baseline')
        .description('Write down what is found now as known; scans then fail only on what is new.')
        .argument('[paths...]', 'files, folders or globs below the root; entries of other files stay (default: the root)')
        .option('--file <file>', 'the baseline (default: as configured, else the nearest otp-audit.baseline, else one in the root)')
        .addOption(new Option('--prune', 'only take out entries whose finding is gone').conflicts(['check', 'why']))
        .addOption(new Option('--check', 'write nothing; exit with 1 if something is new or fixed').conflicts(['why', 'mergeUnion']))
        .addOption(new Option('--why [what]', 'write nothing; say how findings and entries were matched: all, or those of FILE, FILE:LINE or an id').conflicts('mergeUnion'))
        .option('--merge-union', 'have git take the entries of both sides where they meet, by .gitattributes')
        .addOption(choice('--preset <preset>', 'which rules, and how strict (default: as configured)', presets))
        .addOption(choice('--types <backend>', 'who answers questions of type', ['native', 'ts-morph', 'off']))
        .option('--root <dir>', 'folder that paths are relative to (default: the current folder)')
        .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.*)')
        .option('--no-config', 'use no configuration file')
        .addHelpText('before', examples)
        .action(async (paths, flags) => {
        const { baseline } = await import('./baseline/run.js');
        finish(await baseline(paths, flags, context));
    });
}
