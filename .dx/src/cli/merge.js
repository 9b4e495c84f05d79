import { Command } from 'commander';
import { severities } from '../report/view.js';
import { choice } from './choice.js';
import { formatOption } from './reports.js';
const examples = `Examples:
  $ otp-audit scan --shard 1/2 --out shard-1.json    on one machine
  $ otp-audit scan --shard 2/2 --out shard-2.json    on another
  $ otp-audit merge shard-1.json shard-2.json        what one scan would have printed
  $ otp-audit merge shards/*.json --format github --format sarif=audit.sarif
`;
/** `otp-audit merge`. `finish` is told the exit code. */
export function mergeCommand(context, finish) {
    return new Command('merge')
        .description('Put together what scan --shard wrote on several machines; reports and exit codes are those of one scan.')
        .argument('<files...>', 'files of all shards, in any order')
        .addOption(formatOption())
        .option('--out <file>', 'where the report without a file of its own goes, not to standard output')
        .addOption(choice('--fail-on <severity>', 'least severity for exit code 1 (default: as configured, or warning)', severities))
        .option('--baseline [file]', 'fail only on what it does not know (default: the one that holds for the scan)')
        .option('--no-baseline', 'as if there were none')
        .option('--why', 'say by which entry of the baseline a finding is known, or why by none')
        .option('--root <dir>', 'the folder that was scanned, for reports that quote code (default: the current folder)')
        .option('--no-color', 'no colours, as with NO_COLOR')
        .addHelpText('before', examples)
        .action(async (files, flags) => {
        const { merge } = await import('./merge/run.js');
        finish(await merge(files, flags, context));
    });
}
