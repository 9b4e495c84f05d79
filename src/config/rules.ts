/** Which rules are run on a file, and how: the preset, and over it what configurations say. */
import type { RuleOptions } from '../../rules/settings.js'
import { globMatcher } from '../files/match.js'
import { relativePath } from '../files/paths.js'
import type { Preset, RuleName, Severity } from '../result.js'
import type { Config } from './config.js'
import { defaultOptions, reported, ruleNames } from './defaults.js'
import type { RuleLevel, RuleSettings } from './user-config.js'

export interface RuleInForce<N extends RuleName = RuleName> {
  /** `silent`: it is run, so that its sites are counted, and reports nothing; `off`: it is not run. */
  readonly state: 'on' | 'silent' | 'off'
  /** Of all its findings; none: as it grades each. */
  readonly severity?: Severity
  /** The severity is that of findings in tests as well, which else are a step milder. */
  readonly isExact?: boolean
  readonly options: RuleOptions[N]
}

export type RulesInForce = { readonly [N in RuleName]: RuleInForce<N> }

/** One place that speaks of rules. */
export interface Layer {
  /** Globs of the files that it is for; none: all. */
  readonly files?: readonly string[]
  /** Where in its file: `rules`, `overrides[0].rules`. */
  readonly key: string
  readonly rules: RuleSettings
  readonly isOverride: boolean
}

/** The layers of one configuration, weakest first, with those of its overrides that name the file. */
export class Layers {
  readonly #all: readonly (Layer & { names: (path: string) => boolean })[]
  readonly #merged: Map<string, RulesInForce> = new Map()

  constructor(
    readonly config: Config,
    readonly preset: Preset,
  ) {
    const { rules, overrides = [] } = config.says
    const own = rules ? [{ key: 'rules', rules, isOverride: false, names: () => true }] : []
    this.#all = [
      ...own,
      ...overrides.flatMap(({ files, rules: more }, i) =>
        more ? [{ files, key: `overrides[${i}].rules`, rules: more, isOverride: true, names: globMatcher(files) }] : [],
      ),
    ]
  }

  /** @param path Absolute. */
  of(path: string): readonly Layer[] {
    const relative = relativePath(this.config.folder, path)
    return this.#all.filter(layer => layer.names(relative))
  }

  rulesOf(path: string): RulesInForce {
    const layers = this.of(path)
    const key = layers.map(layer => layer.key).join()
    const known = this.#merged.get(key) ?? merge(this.preset, layers)
    this.#merged.set(key, known)
    return known
  }

  /** Of files that no override names. */
  base(): RulesInForce {
    return merge(
      this.preset,
      this.#all.filter(layer => !layer.isOverride),
    )
  }

  /** Rules that are on for some file, as far as the file tells. */
  possible(): RuleName[] {
    const base = this.base()
    const isOn = (setting: RuleSettings[RuleName]): boolean => setting !== undefined && levelOf(setting) !== 'off'
    return ruleNames.filter(name => base[name].state === 'on' || this.#all.some(({ rules }) => isOn(rules[name])))
  }
}

const levelOf = (setting: RuleSettings[RuleName]): RuleLevel | undefined =>
  Array.isArray(setting) ? setting[0] : setting

export function merge(preset: Preset, layers: readonly Layer[]): RulesInForce {
  const options = defaultOptions(preset)
  const inForce = (name: RuleName): RuleInForce => {
    let rule: RuleInForce = { state: reported[preset].includes(name) ? 'on' : 'silent', options: options[name] }
    for (const { rules, isOverride } of layers) {
      const setting = rules[name]
      if (setting === undefined) continue
      const level = levelOf(setting)!
      const own = Array.isArray(setting) ? setting[1] : undefined
      rule = {
        state: level === 'off' ? 'off' : 'on',
        ...(level !== 'off' && level !== 'on' && { severity: level, isExact: isOverride }),
        options: { ...rule.options, ...own },
      }
    }
    return rule
  }
  return Object.fromEntries(ruleNames.map(name => [name, inForce(name)])) as unknown as RulesInForce
}

/**
 * In tests everything is a step milder: what leaks there ends with the test run. A configuration that names the files
 * means what it says.
 */
export function severityOf(graded: Severity, { severity = graded, isExact }: RuleInForce, inTest: boolean): Severity {
  return !inTest || isExact ? severity : severity === 'error' ? 'warning' : 'info'
}
