/** What a configuration may say of each rule, without the rules themselves. */
import type { Schema } from '../src/config/schema/schema.js';
import type { RuleName } from '../src/result.js';
import { type GodProcessOptions } from './god-process/settings.js';
import { type RawSendOptions } from './raw-send/settings.js';
import { type UnmanagedWatcherOptions } from './unmanaged-watcher/settings.js';
import { type UnsupervisedSpawnOptions } from './unsupervised-spawn/settings.js';
import { type UntimedCallOptions } from './untimed-call/settings.js';
export interface RuleOptions {
    'raw-send': RawSendOptions;
    'unmanaged-watcher': UnmanagedWatcherOptions;
    'untimed-call': UntimedCallOptions;
    'unsupervised-spawn': UnsupervisedSpawnOptions;
    'god-process': GodProcessOptions;
    suppression: Record<never, never>;
}
export declare const optionSchemas: Record<RuleName, Readonly<Record<string, Schema>>>;
