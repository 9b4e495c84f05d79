/** Timeouts: one place that says how long each call may take, and calls that keep to it. */
export { createTimeoutConfig } from './config.js'
export type * from './contracts.js'
export {
  type LoadOptions,
  loadTimeoutRules,
  timeoutConfigFile,
  timeoutRulesFromConfig,
  timeoutRulesFromEnvironment,
} from './load.js'
export { builtInTimeoutRules, mergeTimeoutRules } from './rules.js'
