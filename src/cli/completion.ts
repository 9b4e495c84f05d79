import { Command } from 'commander'
import { choiceArgument } from './choice.js'
import type { Context } from './context.js'
import type { ExitCode } from './exit-code.js'
import { writeOut } from './output.js'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

const examples = `Examples:
  $ otp-audit completion bash > ~/.local/share/bash-completion/completions/otp-audit
  $ otp-audit completion zsh > ~/.zfunc/_otp-audit          a folder of $fpath
  $ otp-audit completion fish > ~/.config/fish/completions/otp-audit.fish
  $ source <(otp-audit completion bash)                     for this shell alone
`

/** `otp-audit completion`. `finish` is told the exit code. */
export function completionCommand(context: Context, finish: (code: ExitCode) => void): Command {
  return new Command('completion')
    .description('Print a script that completes commands, options and their values in a shell.')
    .addArgument(choiceArgument('<shell>', 'which shell', shells))
    .addHelpText('before', examples)
    .action(async (shell: Shell, _flags: unknown, command: Command) => {
      const [{ syntaxOf }, { scripts }] = await Promise.all([
        import('./completion/syntax.js'),
        import('./completion/scripts.js'),
      ])
      await writeOut(context.stdout, scripts[shell](syntaxOf(command.parent!)))
      finish(0)
    })
}
