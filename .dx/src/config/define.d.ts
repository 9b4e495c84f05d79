/** `otp-audit/config`: what a configuration in TypeScript or JavaScript imports. It loads nothing else. */
import type { UserConfig } from './user-config.js';
/** Gives the configuration its type: editors complete its keys and values. */
export declare function defineConfig(config: UserConfig): UserConfig;
export type { Bound, Dialect, Member, Role, Row, TypeShape } from '../sites/dialect.js';
export type { CustomDialect, Override, RuleLevel, RuleSetting, RuleSettings, TimeoutSetting, TimeoutSettings, UserConfig, } from './user-config.js';
