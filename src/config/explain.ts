/** What holds for one file, and which place says so. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { dialects as builtIn } from '../../dialects/index.js'
import { AllowJs } from '../files/allow-js.js'
import { discover } from '../files/discover.js'
import { ignoredBy } from '../files/git.js'
import { kindOf } from '../files/kinds.js'
import { globMatcher, isNegated } from '../files/match.js'
import { relativePath } from '../files/paths.js'
import type { Preset, RuleName, Severity } from '../result.js'
import { defaultTestFiles, ruleNames } from './defaults.js'
import { nearestConfig } from './find.js'
import { type Layer, merge, severityOf } from './rules.js'
import type { Area, Asked, Settings } from './settings.js'

/** A value, and where it is said: a key of a file, a flag, a preset, or the default. */
export interface Said<T> {
  readonly value: T
  readonly from: string
}

export interface RuleExplanation {
  /** `silent`: run, so that its sites are counted, and not reported. */
  readonly level: Said<'off' | 'silent' | 'on' | Severity>
  /** Severity of its findings in this file, where it is another: in test code they are a step milder. */
  readonly here?: Severity
  readonly options: Readonly<Record<string, Said<unknown>>>
}

export interface Explanation {
  /** Relative to the root. */
  readonly file: string
  /** Relative to the root; none: the defaults hold. */
  readonly config?: string
  /** What a scan of the root takes instead, relative to it; this one holds for scans that are given a path in its folder. */
  readonly ofRoot?: string
  readonly isScanned: Said<boolean>
  readonly isTest: Said<boolean>
  readonly preset: Said<Preset>
  readonly failOn: Said<Severity>
  readonly baseline: Said<string | undefined>
  readonly cache: Said<boolean | undefined>
  readonly rules: Readonly<Record<RuleName, RuleExplanation>>
  /** Those that a configuration speaks of. */
  readonly dialects: Readonly<Record<string, Said<'built in' | 'left out' | 'added' | 'extended'>>>
}

/** @param file Absolute and real, there or not. */
export async function explain(settings: Settings, asked: Asked, file: string): Promise<Explanation> {
  const area = settings.areaOf(file)
  const { config } = area
  const path = config.path === undefined ? undefined : relativePath(settings.root, config.path)
  const key = (name: string): string => (path === undefined ? name : `${path}: ${name}`)
  const of = <K extends 'preset' | 'failOn' | 'baseline' | 'cache'>(name: K, flag?: string): string =>
    flag ?? (config.says[name] === undefined ? 'default' : key(name))
  const presetFrom = of('preset', asked.preset && '--preset')
  return {
    file: relativePath(settings.root, file),
    config: path,
    ...ofRoot(settings, area, asked),
    isScanned: await scanned(settings, area, file, key),
    isTest: tested(area, file, key),
    preset: { value: settings.preset, from: presetFrom },
    failOn: { value: settings.failOn, from: of('failOn') },
    baseline: { value: settings.baseline && relativePath(settings.root, settings.baseline), from: of('baseline') },
    cache: { value: settings.cache, from: of('cache') },
    rules: rulesOf(settings, area, file, key),
    dialects: dialectsOf(area, key),
  }
}

function ofRoot({ root }: Settings, { config }: Area, asked: Asked): Pick<Explanation, 'ofRoot'> {
  const own = asked.config === undefined ? nearestConfig(root) : config.path
  return own === config.path ? {} : { ofRoot: own === undefined ? 'none' : relativePath(root, own) }
}

type Key = (name: string) => string

async function scanned(settings: Settings, area: Area, file: string, key: Key): Promise<Said<boolean>> {
  const no = (from: string): Said<boolean> => ({ value: false, from })
  if (!existsSync(file)) return no('there is no such file; this is what would hold')
  const kind = kindOf(file)
  if (!kind)
    return no(
      /\.[mc]?ts$/.test(file) ? 'a declaration file holds no calls' : `${extname(file) || 'it'} is no source code`,
    )
  const glob = matching(area, area.config.says.ignore ?? [], file)
  if (settings.isIgnored(file)) return no(`${key('ignore')}${shown(glob)}`)
  const { files } = await discover({ root: settings.root })
  if (files.includes(file)) return { value: true, from: 'a scan of the root finds it' }
  const line = await ignoredBy(file)
  const why = relativePath(settings.root, file).startsWith('../')
    ? 'it is outside of the root'
    : kind === 'js' && !new AllowJs().has(file)
      ? 'it is JavaScript, and no tsconfig.json has allowJs'
      : line !== undefined
        ? `git ignores it, by ${line}`
        : 'an ignore file leaves it out, or it is a package or build output'
  return no(`${why}; named itself it is scanned`)
}

function tested(area: Area, file: string, key: Key): Said<boolean> {
  const own = area.config.says.testFiles
  const from = own ? key('testFiles') : 'default testFiles'
  if (!area.isTest(file)) return { value: false, from: `${from}: no match` }
  return { value: true, from: `${from}${shown(matching(area, own ?? defaultTestFiles, file))}` }
}

function matching({ config }: Area, globs: readonly string[], file: string): string | undefined {
  const path = relativePath(config.folder, file)
  return globs.find(glob => !isNegated(glob) && globMatcher([glob])(path))
}

const shown = (glob: string | undefined): string => (glob === undefined ? '' : ` "${glob}"`)

function rulesOf(settings: Settings, area: Area, file: string, key: Key): Explanation['rules'] {
  const layers = area.layers.of(file)
  const rules = merge(settings.preset, layers)
  const place = (layer: Layer | undefined, path: string): string =>
    layer === undefined
      ? `preset ${settings.preset}`
      : `${key(`${layer.key}.${path}`)}${layer.files ? ` (${layer.files.join(', ')})` : ''}`
  const explained = (name: RuleName): RuleExplanation => {
    const { state, severity, options } = rules[name]
    const said = layers.filter(layer => layer.rules[name] !== undefined)
    const here = severity && severityOf(severity, rules[name], settings.isTest(file))
    const optionFrom = (option: string): string => {
      const layer = said.findLast(({ rules: { [name]: s } }) => Array.isArray(s) && s[1] && Object.hasOwn(s[1], option))
      return place(layer, `${name}[1].${option}`)
    }
    return {
      level: { value: state === 'on' ? (severity ?? 'on') : state, from: place(said.at(-1), name) },
      ...(here !== severity && { here }),
      options: Object.fromEntries(
        Object.entries(options).map(([option, value]) => [option, { value, from: optionFrom(option) }]),
      ),
    }
  }
  return Object.fromEntries(ruleNames.map(name => [name, explained(name)])) as Explanation['rules']
}

function dialectsOf({ config }: Area, key: Key): Explanation['dialects'] {
  const isBuiltIn = new Set(builtIn.map(d => d.name))
  return Object.fromEntries(
    Object.entries(config.says.dialects ?? {}).map(([name, said]) => {
      const value =
        typeof said === 'object' ? (isBuiltIn.has(name) ? 'extended' : 'added') : said ? 'built in' : 'left out'
      return [name, { value, from: key(`dialects.${name}`) }] as const
    }),
  )
}
