import { Command } from 'commander';
import { presets } from '../config/defaults.js';
import { choice } from './choice.js';
import { hookManagers } from './init/hooks/names.js';
const examples = `Examples:
  $ otp-audit init                          show what would be set up, and ask about each part
  $ otp-audit init --yes                    set it up
  $ otp-audit init --dry-run                print every file instead; exit code 1 if there is one
  $ otp-audit init --hook lefthook --ci gitlab
  $ otp-audit init --preset stage3 --no-hook
`;
/** `otp-audit init`. `finish` is told the exit code. */
export function initCommand(context, finish) {
    return new Command('init')
        .description('Set a project up: configuration, baseline, commit hook and CI, beside what it has already.')
        .option('-y, --yes', 'ask nothing')
        .option('--dry-run', 'write nothing; print what would be written, and exit with 1 if there is something')
        .addOption(choice('--preset <preset>', 'which rules, and how strict', presets).default('recommended'))
        .addOption(choice('--hook <manager>', 'what runs commit hooks (default: what is used already)', hookManagers))
        .option('--no-hook', 'no commit hook')
        .addOption(choice('--ci <service>', 'what scans each push (default: by files and remotes)', ['github', 'gitlab']))
        .option('--no-ci', 'nothing for CI')
        .option('--no-baseline', 'no baseline: everything that is there counts')
        .option('--root <dir>', 'folder to set up (default: the current folder)')
        .addHelpText('before', examples)
        .action(async (flags) => {
        const { init } = await import('./init/run.js');
        finish(await init(flags, context));
    });
}
