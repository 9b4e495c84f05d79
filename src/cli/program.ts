import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { faultOf } from '../config/code/fault.js'
import { UsageError } from '../errors.js'
import { nearest } from '../nearest.js'
import { visible } from '../report/markdown.js'
import { baselineCommand } from './baseline.js'
import { completionCommand } from './completion.js'
import { configCommand } from './config.js'
import { type Context, say } from './context.js'
import { type ExitCode, exitCodes } from './exit-code.js'
import { explainCommand } from './explain.js'
import { initCommand } from './init.js'
import { mergeCommand } from './merge.js'
import { migrateCommand } from './migrate.js'
import { OutputError, writeOut } from './output.js'
import { reportCommand } from './report.js'
import { scanCommand } from './scan.js'

const examples = `Examples:
  $ otp-audit scan                    report on the current folder
  $ otp-audit init                    configuration, baseline, commit hook and CI for this project
  $ otp-audit scan src --format text  one line a finding
  $ otp-audit baseline                take what there is as known; scans then fail only on what is new
  $ otp-audit migrate --dry-run       what a migration would change, as a diff
  $ otp-audit explain src/a.ts:12:5   why that was reported, or why it was not
  $ otp-audit report                  the report of the last migration, or of the last dry run
  $ otp-audit config --print src/a.ts what holds for a file, and why
  $ otp-audit help scan               all options of a command
`

const codes = `
Exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`)
  .join('\n')}`

/** Runs one command line, without the program's own name, to its exit code. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = 0
  // commander writes synchronously; what it writes is handed to the streams afterwards, so that failures are seen.
  const help: string[] = []
  const mistakes: string[] = []
  const program = assemble(
    context,
    text => help.push(text),
    text => mistakes.push(text),
    done => {
      code = done
    },
  )
  try {
    refuse(argv, program, context)
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    code = await codeOf(error, context)
  }
  try {
    if (help.length > 0) await writeOut(context.stdout, help.join(''))
  } catch (error) {
    code = await codeOf(error, context)
  }
  if (mistakes.length > 0) await context.stderr.write(mistakes.join(''))
  return code
}

/** The commands, without anything run. */
export function assemble(
  context: Context,
  writeOut: (text: string) => void,
  writeErr: (text: string) => void,
  finish: (code: ExitCode) => void,
): Command {
  const program = new Command('otp-audit')
    .description('Finds the places where a TypeScript program can lose a message, leak a watcher or wait for ever.')
    .version(context.version, '-v, --version', 'print the version')
    .addHelpText('before', examples)
    .addHelpText('afterAll', codes)
  program.addCommand(scanCommand(context, finish))
  program.addCommand(baselineCommand(context, finish))
  program.addCommand(mergeCommand(context, finish))
  program.addCommand(migrateCommand(context, finish))
  program.addCommand(reportCommand(context, finish))
  program.addCommand(explainCommand(context, finish))
  program.addCommand(configCommand(context, finish))
  program.addCommand(initCommand(context, finish))
  program.addCommand(completionCommand(context, finish))
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      writeOut,
      writeErr,
      getOutHelpWidth: () => context.stdout.columns,
      getErrHelpWidth: () => context.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: text => writeErr(mistake(text)),
    })
  return program
}

/** commander's message as one line: what is wrong, and what to do. */
function mistake(text: string): string {
  const [what = '', hint] = text
    .replace(/^error: /, '')
    .trimEnd()
    .split('\n')
  const meant = hint && /Did you mean (.+)\?/.exec(hint)?.[1]
  const next = meant ? `; did you mean ${meant}?` : what.endsWith('?') ? '' : '; see otp-audit --help'
  return `otp-audit: ${visible(what.replace(/\.$/, ''))}${next}\n`
}

/** What looks right but is not (a path, an option or an unknown name where a command belongs): says how to say it. */
function refuse([first = '', second]: readonly string[], program: Command, { cwd }: Context): void {
  const names = ['help', ...program.commands.map(command => command.name())]
  if (first === 'help' && second !== undefined && !names.includes(second)) {
    const meant = nearest(second, names)
    const next = meant === undefined ? `commands are ${names.join(', ')}` : `did you mean ${meant}?`
    throw new UsageError(`no help for '${second}', which is no command; ${next}`)
  }
  if (names.includes(first) || first === '') return
  const owner = program.commands.find(command => command.options.some(option => option.long === first.split('=')[0]))
  if (owner) throw new UsageError(`${first} comes after a command: otp-audit ${owner.name()} ${first}`)
  if (existsSync(resolve(cwd, first)))
    throw new UsageError(`unknown command '${first}'; to scan that path: otp-audit scan ${first}`)
}

/** Mistakes and failures get one line; what nobody foresaw keeps its stack. */
async function codeOf(error: unknown, context: Context): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (context.signal.aborted) {
    await say(context, 'interrupted')
    return 130
  }
  if (error instanceof UsageError) {
    for (const line of [error.message, ...error.more]) await say(context, line)
    return 2
  }
  if (error instanceof OutputError) {
    await say(context, error.message)
    return 3
  }
  const fault = faultOf(error)
  if (fault !== undefined) {
    await say(context, fault)
    return 2
  }
  await context.stderr.write(`otp-audit: internal error, please report it\n${stackOf(error)}\n`)
  return 3
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? String(error)) : String(error))
