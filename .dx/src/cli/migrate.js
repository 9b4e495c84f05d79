import { Command, Option } from 'commander';
import { presets, ruleNames } from '../config/defaults.js';
import { choice, choices } from './choice.js';
import { milliseconds } from './milliseconds.js';
/** Those that a codemod can have. */
const migrated = ruleNames.filter(name => name !== 'suppression');
const examples = `Examples:
  $ otp-audit migrate --dry-run > migration.patch   what would change; git apply takes it
  $ otp-audit migrate                               change what is argued to be safe
  $ otp-audit migrate src --safety review           and what has to be read afterwards
  $ otp-audit migrate --interactive                 ask about each fix
  $ otp-audit migrate --verify "npm test"           take it back if the tests fail
  $ otp-audit migrate --report migration.md         and write the report of it, as JSON for a .json
  $ otp-audit migrate --undo                        take the last migration back
`;
/** `otp-audit migrate`. `finish` is told the exit code. */
export function migrateCommand(context, finish) {
    return new Command('migrate')
        .description('Rewrite what the scan finds onto @otp-audit/runtime, proven before anything is written.')
        .argument('[paths...]', 'files, folders or globs below the root; !glob leaves out (default: the root)')
        .option('--dry-run', 'change no file; print a diff, and exit with 1 if there is one')
        .addOption(new Option('-i, --interactive', 'show one fix at a time, and ask').conflicts(['staged', 'undo']))
        .addOption(choice('--safety <level>', 'how sure a fix has to be', ['safe', 'review', 'all']).default('safe'))
        .addOption(choice('--preset <preset>', 'which findings there are (default: as configured)', presets))
        .addOption(choices('--rule <rule>', 'only findings of this rule; may be given again', migrated))
        .option('--dialect <name>', 'only this dialect; may be given again', (name, all = []) => [
        ...all,
        name,
    ])
        .addOption(new Option('--verify <command>', 'run this afterwards, and take the migration back if it fails').conflicts([
        'dryRun',
        'staged',
        'undo',
    ]))
        .option('--comment-self-sends', 'say over sends to oneself that they need no supervision')
        .option('--no-format', "leave the project's Prettier or Biome out of it")
        .addOption(new Option('--staged', 'what is staged, as it is staged: a diff for git apply --cached; writes nothing').conflicts('undo'))
        .addOption(milliseconds('--literal-timeouts [ms]', 'timeouts as numbers (default: 5000) instead of TimeoutConfig look-ups'))
        .option('--allow-dirty', 'migrate although something is not committed')
        .addOption(new Option('--undo [id]', 'put the files back as they were before a migration (default: the last)').conflicts([
        'dryRun',
        'rule',
        'dialect',
        'report',
    ]))
        .option('--report <file>', 'write the migration report, as JSON if the name ends in .json, else as Markdown')
        .addOption(choice('--types <backend>', 'who answers questions of type', ['native', 'ts-morph', 'off']))
        .option('--root <dir>', 'folder that paths are relative to (default: the current folder)')
        .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.*)')
        .option('--no-config', 'use no configuration file')
        .addHelpText('before', examples)
        .action(async (paths, flags) => {
        const { migrate } = await import('./migrate/run.js');
        finish(await migrate(paths, flags, context));
    });
}
