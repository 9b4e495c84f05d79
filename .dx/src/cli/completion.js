import { Command } from 'commander';
import { choiceArgument } from './choice.js';
import { writeOut } from './output.js';
const shells = ['bash', 'zsh', 'fish'];
const examples = `Examples:
  $ otp-audit completion bash > ~/.local/share/bash-completion/completions/otp-audit
  $ otp-audit completion zsh > ~/.zfunc/_otp-audit          a folder of $fpath
  $ otp-audit completion fish > ~/.config/fish/completions/otp-audit.fish
  $ source <(otp-audit completion bash)                     for this shell alone
`;
/** `otp-audit completion`. `finish` is told the exit code. */
export function completionCommand(context, finish) {
    return new Command('completion')
        .description('Print a script that completes commands, options and their values in a shell.')
        .addArgument(choiceArgument('<shell>', 'which shell', shells))
        .addHelpText('before', examples)
        .action(async (shell, _flags, command) => {
        const [{ syntaxOf }, { scripts }] = await Promise.all([
            import('./completion/syntax.js'),
            import('./completion/scripts.js'),
        ]);
        await writeOut(context.stdout, scripts[shell](syntaxOf(command.parent)));
        finish(0);
    });
}
