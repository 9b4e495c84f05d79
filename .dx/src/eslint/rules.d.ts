import type { Rule } from 'eslint';
import type { RuleName } from '../result.js';
import { undecided } from './answer.js';
/** Reports what kept a file from being audited, so that no other rule has to. */
export declare const unaudited = "unaudited";
export type PluginRule = RuleName | typeof undecided | typeof unaudited;
export declare const rules: Record<PluginRule, Rule.RuleModule>;
