/** What can be typed, read off the program itself: completions never name what it would not take. */
import type { Argument, Command, Option } from 'commander'

/** What an option or argument is given. */
export type Value =
  | { kind: 'choice'; choices: readonly string[] /** A file may follow, as in `json=FILE`. */; withFile: boolean }
  | { kind: 'file' }
  | { kind: 'folder' }
  /** Nothing that could be known. */
  | { kind: 'other' }

export interface Flag {
  /** `--format`, `-h`. */
  readonly names: readonly string[]
  readonly about: string
  /** None: it takes no value. */
  readonly value?: Value
  /** The value may be left out. */
  readonly isOptional: boolean
}

export interface Syntax {
  readonly name: string
  readonly about: string
  readonly flags: readonly Flag[]
  /** Of arguments; the last may be given again. */
  readonly values: readonly Value[]
  readonly commands: readonly Syntax[]
}

export function syntaxOf(command: Command): Syntax {
  const help = command.createHelp()
  const commands = help.visibleCommands(command)
  return {
    name: command.name(),
    about: help.subcommandDescription(command),
    flags: help.visibleOptions(command).map(flagOf),
    values: command.registeredArguments.map(valueOfArgument),
    // what `help` takes are the names of the others
    commands: commands.map(c =>
      c.name() === 'help'
        ? { ...syntaxOf(c), flags: [], values: [choiceOf(commands.map(other => other.name()))] }
        : syntaxOf(c),
    ),
  }
}

function flagOf(option: Option): Flag {
  const takesValue = option.required || option.optional
  const [, placeholder = ''] = /[<[]([^>\]]*(?:\[[^\]]*\])?)[>\]]/.exec(option.flags) ?? []
  return {
    names: [option.short, option.long].filter(name => name != null),
    about: option.description,
    value: takesValue ? valueFor(placeholder, option.argChoices) : undefined,
    isOptional: option.optional && !option.required,
  }
}

const valueOfArgument = (argument: Argument): Value => valueFor(argument.name(), argument.argChoices)

const choiceOf = (choices: readonly string[]): Value => ({ kind: 'choice', choices, withFile: false })

function valueFor(placeholder: string, choices: readonly string[] | undefined): Value {
  if (choices) return { kind: 'choice', choices, withFile: placeholder.includes('=') }
  if (/^(?:files?|paths?|what)\b/.test(placeholder)) return { kind: 'file' }
  return /^dir\b/.test(placeholder) ? { kind: 'folder' } : { kind: 'other' }
}
