import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { presets } from '../config/defaults.js'
import { UsageError } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Kind, Preset } from '../result.js'
import type { Dialect } from '../sites/dialect.js'
import { choice } from './choice.js'
import { paintFor, wantsColour } from './colour.js'
import { type Context, say } from './context.js'
import type { ExitCode } from './exit-code.js'
import { OutputError, writeOut } from './output.js'
import { asGiven, isFolder } from './paths.js'

interface Flags {
  format: 'text' | 'json'
  preset?: Preset
  types?: 'native' | 'ts-morph' | 'off'
  root?: string
  config?: string | false
  color: boolean
}

const examples = `Examples:
  $ otp-audit explain                      every rule, one line each
  $ otp-audit explain raw-send             what a rule finds, and why it matters
  $ otp-audit explain node:worker_threads  what is known of a library
  $ otp-audit explain src/pool.ts:12:18    why that was reported, or why it was not
  $ otp-audit explain src/pool.ts:12       everything in that line
`

/** Longer lines are harder to read. */
const widest = 100

/** `otp-audit explain`. `finish` is told the exit code. */
export function explainCommand(context: Context, finish: (code: ExitCode) => void): Command {
  return new Command('explain')
    .description('Explain a rule, or why something in the code was reported or was not.')
    .argument('[what]', 'a rule, a dialect, or a place: FILE:LINE or FILE:LINE:COL')
    .addOption(choice('--format <format>', 'what to print', ['text', 'json']).default('text'))
    .addOption(choice('--preset <preset>', 'which rules, and how strict (default: as configured)', presets))
    .addOption(choice('--types <backend>', 'who answers questions of type', ['native', 'ts-morph', 'off']))
    .option('--root <dir>', 'folder that is scanned (default: the current folder)')
    .option('--config <file>', 'configuration to use (default: the nearest one)')
    .option('--no-config', 'use no configuration file')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .addHelpText('before', examples)
    .action(async (what: string | undefined, flags: Flags) => finish(await explain(what, flags, context)))
}

async function explain(what: string | undefined, flags: Flags, context: Context): Promise<ExitCode> {
  const place = what === undefined ? undefined : /^(.+?):(\d+)(?::(\d+))?:?$/s.exec(what)
  const text = place
    ? await ofPlace(place[1]!, Number(place[2]), place[3], flags, context)
    : what === undefined
      ? await ofAll(flags)
      : await ofName(what, flags, context)
  await writeOut(context.stdout, text)
  return 0
}

async function ofAll({ format }: Flags): Promise<string> {
  const [{ ruleNames, presetsOf }, { ruleTexts }, { rulesText }] = await Promise.all([
    import('../explain/rules.js'),
    import('../report/rules.js'),
    import('../explain/text.js'),
  ])
  const rules = ruleNames.map(rule => ({ rule, title: ruleTexts[rule].title, presets: presetsOf(rule) }))
  return format === 'json' ? printed({ schemaVersion: 1, rules }) : rulesText(rules)
}

/** A rule, a kind that a rule decides for, or a dialect. */
async function ofName(what: string, flags: Flags, context: Context): Promise<string> {
  const [{ explainRule, ruleNames }, { ruleOfKind }, { pageText, ruleText }] = await Promise.all([
    import('../explain/rules.js'),
    import('../explain/kinds.js'),
    import('../explain/text.js'),
  ])
  const rule = ruleNames.find(r => r === what) ?? ruleOfKind(what as Kind)
  if (rule !== undefined) {
    if (rule !== what) await say(context, `${what} is what the rule ${rule} decides`)
    const explained = await explainRule(rule)
    return flags.format === 'json' ? printed(explained) : ruleText(explained, await screenOf(flags, context))
  }
  const [{ dialects }, { dialectPage, hasPage }] = await Promise.all([
    import('../../dialects/index.js'),
    import('../explain/dialect-page.js'),
  ])
  const shown = (await dialectsInForce(dialects, flags, context)).filter(hasPage)
  const dialect = shown.find(d => d.name === what)
  if (!dialect) throw nothingNamed(what, ruleNames, [...ruleNames, ...shown.map(d => d.name)], context)
  const { name, about, testedWith, rows } = dialect
  return flags.format === 'json'
    ? printed({ schemaVersion: 1, dialect: name, about, testedWith, rows })
    : pageText(dialectPage(dialect), await screenOf(flags, context))
}

/** Those that are built in and those that the configuration adds; what it says under a built-in name is added to that. */
async function dialectsInForce(builtIn: readonly Dialect[], flags: Flags, context: Context): Promise<Dialect[]> {
  const { loadSettings } = await import('../config/settings.js')
  const { config } = flags
  const root = rootOf(flags, context)
  const settings = await loadSettings(root, [], {
    config: typeof config === 'string' ? resolve(context.cwd, config) : config,
    signal: context.signal,
  })
  const own = settings.dialects([])
  const extended = builtIn.map(d => {
    const more = own.find(({ name }) => name === d.name)
    return more ? { ...d, testedWith: { ...d.testedWith, ...more.testedWith }, rows: [...d.rows, ...more.rows] } : d
  })
  return [...extended, ...own.filter(({ name }) => !builtIn.some(d => d.name === name))]
}

function rootOf({ root = '.' }: Flags, { cwd }: Context): string {
  const folder = resolve(cwd, root)
  if (!isFolder(folder)) throw new UsageError(`--root ${root}: no such folder; name one that exists`)
  return folder
}

function nothingNamed(what: string, rules: readonly string[], names: readonly string[], { cwd }: Context): UsageError {
  const [file] = /^.+\.\w+(?=[:(]|$)/.exec(what) ?? []
  if (file !== undefined && existsSync(resolve(cwd, file)))
    return new UsageError(`${file} is a file; name a line in it: otp-audit explain ${file}:12`)
  const meant = nearest(what, names)
  const next =
    meant === undefined ? `; rules are ${rules.join(', ')}; a place is FILE:LINE:COL` : `; did you mean ${meant}?`
  return new UsageError(`there is no rule or dialect '${what}'${next}`)
}

async function ofPlace(
  file: string,
  line: number,
  column: string | undefined,
  flags: Flags,
  context: Context,
): Promise<string> {
  const { cwd, signal } = context
  const root = rootOf(flags, context)
  const [{ explainPlace, UnreadableError }, { placeText }] = await Promise.all([
    import('../explain/place.js'),
    import('../explain/text.js'),
  ])
  // reports name files from the root, and shells complete them from the current folder
  const path = [asGiven(cwd, file), asGiven(root, file)].find(p => existsSync(p))
  if (path === undefined) throw new UsageError(`${file}: no such file; a place is FILE:LINE:COL, as reports print it`)
  try {
    const explanation = await explainPlace(
      { file: path, line, column: column === undefined ? undefined : Number(column) },
      {
        root,
        preset: flags.preset,
        types: flags.types,
        config: typeof flags.config === 'string' ? resolve(cwd, flags.config) : flags.config,
        signal,
      },
    )
    for (const notice of new Set(explanation.notices)) await say(context, notice)
    return flags.format === 'json' ? printed(explanation) : placeText(explanation, await screenOf(flags, context))
  } catch (error) {
    if (error instanceof UnreadableError) throw new OutputError(error.message)
    throw error
  }
}

async function screenOf(
  { color }: Flags,
  { stdout, env }: Context,
): Promise<{ width: number; paint: Awaited<ReturnType<typeof paintFor>> }> {
  return { width: Math.min(stdout.columns, widest), paint: await paintFor(wantsColour(stdout, env, color)) }
}

const printed = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
