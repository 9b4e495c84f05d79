import { Command } from 'commander';
import { choice } from './choice.js';
const examples = `Examples:
  $ otp-audit migrate --dry-run > migration.patch
  $ otp-audit report                              what that migration comes to
  $ otp-audit report --out migration.md           for a pull request
  $ otp-audit report --format json --out migration.json
`;
/** `otp-audit report`. `finish` is told the exit code. */
export function reportCommand(context, finish) {
    return new Command('report')
        .description('Print the report of the last migration here, or of the last dry run; nothing is scanned.')
        .addOption(choice('--format <format>', 'what to print', ['markdown', 'json']).default('markdown'))
        .option('--out <file>', 'write the report to a file, not to standard output')
        .option('--root <dir>', 'folder that was migrated (default: the current folder)')
        .option('--no-color', 'no colours, as with NO_COLOR')
        .addHelpText('before', examples)
        .action(async (flags) => {
        const { report } = await import('./report/run.js');
        finish(await report(flags, context));
    });
}
