/** `otp-audit/eslint`: the findings of a scan as problems of ESLint, for editors. */
import type { ESLint, Linter } from 'eslint'
import { reported } from '../config/defaults.js'
import type { Preset } from '../result.js'
import { tool } from '../tool.js'
import { type PluginRule, rules, unaudited } from './rules.js'

export type { Settings } from './settings.js'

/** A configuration that can stand in a list of them as it is. */
export interface PresetConfig extends Linter.Config {
  name: string
  plugins: { 'otp-audit': ESLint.Plugin }
  settings: { 'otp-audit': { preset: Preset } }
  rules: Linter.RulesRecord
}

export interface Plugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: string }
  rules: typeof rules
  configs: Record<Preset, PresetConfig>
}

const { version } = tool()

const plugin: Plugin = {
  meta: { name: 'otp-audit', version, namespace: 'otp-audit' },
  rules,
  configs: { recommended: config('recommended'), stage3: config('stage3'), strict: config('strict') },
}

/** Findings warn, as they do in a scan; a file that nothing is known of never passes. */
function config(preset: Preset): PresetConfig {
  const warned: PluginRule[] = [...reported[preset]]
  return {
    name: `otp-audit/${preset}`,
    plugins: {
      get 'otp-audit'() {
        return plugin
      },
    },
    settings: { 'otp-audit': { preset } },
    rules: {
      ...Object.fromEntries(warned.map(rule => [`otp-audit/${rule}`, 'warn'])),
      [`otp-audit/${unaudited}`]: 'error',
    },
  }
}

export default plugin
