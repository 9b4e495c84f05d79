import { Command } from 'commander';
import { presets } from '../config/defaults.js';
import { choice } from './choice.js';
const examples = `Examples:
  $ otp-audit config                              which configurations there are, and whether they are right
  $ otp-audit config --print src/peer.ts          what holds for a file, and why
  $ otp-audit config --print src/peer.ts --format json
`;
/** `otp-audit config`. `finish` is told the exit code. */
export function configCommand(context, finish) {
    return new Command('config')
        .description('Check the configurations here, or print what holds for a file and which place says so.')
        .option('--print <file>', 'what holds for this file')
        .addOption(choice('--format <format>', 'how to print it', ['text', 'json']).default('text'))
        .addOption(choice('--preset <preset>', 'as with scan: in place of the configured one', presets))
        .option('--root <dir>', 'folder that printed paths are relative to (default: the current folder)')
        .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.*)')
        .option('--no-config', 'use no configuration file')
        .addHelpText('before', examples)
        .action(async (flags) => {
        const { config } = await import('./config/run.js');
        finish(await config(flags, context));
    });
}
