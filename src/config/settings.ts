/** What holds for a scan: flags over configurations over defaults. */
import { resolve } from 'node:path'
import type { Thresholds } from '../../rules/god-process/settings.js'
import { UsageError } from '../errors.js'
import { globMatcher } from '../files/match.js'
import { isInside, relativePath } from '../files/paths.js'
import type { Preset, RuleName, ScanOptions, Severity } from '../result.js'
import type { Dialect } from '../sites/dialect.js'
import { siteRoles } from '../sites/library.js'
import { type Config, loadConfigs } from './config.js'
import { defaultTestFiles } from './defaults.js'
import { Layers, type RulesInForce } from './rules.js'

/** What was asked for on the command line or by a program; it beats every configuration. */
export type Asked = Pick<ScanOptions, 'preset' | 'testFiles' | 'config' | 'signal'>

/** @throws UsageError as {@link loadConfigs}; the signal's reason; and where configurations of one scan want different things of all of it. */
export async function loadSettings(root: string, paths: readonly string[], asked: Asked): Promise<Settings> {
  return new Settings(root, await loadConfigs(root, paths, asked.config, asked.signal), asked)
}

export class Settings {
  readonly preset: Preset
  readonly testFiles: readonly string[]
  readonly #areas: readonly Area[]
  /** What flags say of tests. */
  readonly #asked: ((path: string) => boolean) | undefined

  constructor(
    readonly root: string,
    /** The innermost first. */
    readonly configs: readonly Config[],
    asked: Asked,
  ) {
    this.preset = asked.preset ?? this.#agreed('preset', '--preset') ?? 'recommended'
    this.testFiles = asked.testFiles ?? [...new Set(configs.flatMap(c => c.says.testFiles ?? defaultTestFiles))]
    this.#areas = configs.map(config => new Area(config, this.preset))
    if (asked.testFiles) {
      const matches = globMatcher(asked.testFiles)
      this.#asked = path => matches(relativePath(root, path))
    }
  }

  /** By the innermost configuration that a file lies under; one outside of all is judged by the outermost. */
  areaOf(path: string): Area {
    return this.#areas.find(({ config }) => isInside(config.folder, path)) ?? this.#areas.at(-1)!
  }

  readonly isTest = (path: string): boolean => this.#asked?.(path) ?? this.areaOf(path).isTest(path)
  readonly isIgnored = (path: string): boolean => this.areaOf(path).isIgnored(path)
  readonly rulesOf = (path: string): RulesInForce => this.areaOf(path).layers.rulesOf(path)

  /** Rules that report something of some file. */
  rules(): RuleName[] {
    return [...new Set(this.#areas.flatMap(({ layers }) => layers.possible()))]
  }

  /** Of the innermost configuration, where no override says otherwise. */
  thresholds(): Record<keyof Thresholds, number> {
    const { ignoreShapes: _, ...limits } = this.#areas[0]!.layers.base()['god-process'].options
    return limits
  }

  get failOn(): Severity {
    return this.#agreed('failOn', '--fail-on') ?? 'warning'
  }

  /** Absolute path. */
  get baseline(): string | undefined {
    const path = this.#agreed('baseline', '--baseline')
    const { folder } = this.configs.find(c => c.says.baseline !== undefined) ?? { folder: this.root }
    return path === undefined ? undefined : resolve(folder, path)
  }

  get cache(): boolean | undefined {
    return this.#agreed('cache', undefined)
  }

  /** Built-in dialects, of those that are left out only what keeps their types known, and those of one's own. */
  dialects(builtIn: readonly Dialect[]): readonly Dialect[] {
    const own = this.#agreed('dialects', undefined)
    if (!own) return builtIn
    const added = Object.entries(own).flatMap(([name, d]) =>
      typeof d === 'object' ? [{ ...d, name, testedWith: d.testedWith ?? {} }] : [],
    )
    return [...builtIn.map(d => (own[d.name] === false ? withoutSites(d) : d)), ...added]
  }

  /** What a configuration says that has no effect. */
  notices(): string[] {
    return this.configs.flatMap(({ path, says }) =>
      path !== undefined && says.timeouts && !path.endsWith('.json')
        ? [`${path}: "timeouts" are read from otp-audit.config.json only; hand them to createTimeoutConfig yourself`]
        : [],
    )
  }

  #agreed<K extends 'preset' | 'failOn' | 'baseline' | 'cache' | 'dialects'>(
    key: K,
    flag: string | undefined,
  ): Config['says'][K] {
    const [first, ...others] = this.configs
    const text = ({ folder, says }: Config): string =>
      key === 'baseline' && says.baseline !== undefined
        ? resolve(folder, says.baseline)
        : (JSON.stringify(says[key]) ?? 'nothing').replaceAll('"', '')
    const other = others.find(c => text(c) !== text(first!))
    if (!other) return first!.says[key]
    const said = (c: Config): string => (key === 'dialects' && c.says.dialects ? 'dialects of its own' : text(c))
    const [a, b] = [first!, other].map(c => `${c.path ?? 'the default'} says ${said(c)}`)
    throw new UsageError(
      `${key}: ${a}, ${b}; scan their folders apart${flag === undefined ? '' : `, or give one ${flag}`}`,
    )
  }
}

/** Its types stay known, so that what is done with them is known to be nothing. */
const withoutSites = (d: Dialect): Dialect => ({ ...d, rows: d.rows.filter(row => !siteRoles.has(row.role)) })

/** One configuration with what it says of files. */
export class Area {
  readonly layers: Layers
  readonly isTest: (path: string) => boolean
  readonly isIgnored: (path: string) => boolean

  constructor(
    readonly config: Config,
    preset: Preset,
  ) {
    const { folder, says } = config
    const below = (globs: readonly string[]) => {
      const matches = globMatcher(globs)
      return (path: string): boolean => matches(relativePath(folder, path))
    }
    this.layers = new Layers(config, preset)
    this.isTest = below(says.testFiles ?? defaultTestFiles)
    this.isIgnored = below(says.ignore ?? [])
  }
}
