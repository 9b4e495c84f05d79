/** What a configuration may say of each rule, without the rules themselves. */
import type { Schema } from '../src/config/schema/schema.js'
import type { RuleName } from '../src/result.js'
import { type GodProcessOptions, godProcessSchema } from './god-process/settings.js'
import { type RawSendOptions, rawSendSchema } from './raw-send/settings.js'
import { type UnmanagedWatcherOptions, unmanagedWatcherSchema } from './unmanaged-watcher/settings.js'
import { type UnsupervisedSpawnOptions, unsupervisedSpawnSchema } from './unsupervised-spawn/settings.js'
import { type UntimedCallOptions, untimedCallSchema } from './untimed-call/settings.js'

export interface RuleOptions {
  'raw-send': RawSendOptions
  'unmanaged-watcher': UnmanagedWatcherOptions
  'untimed-call': UntimedCallOptions
  'unsupervised-spawn': UnsupervisedSpawnOptions
  'god-process': GodProcessOptions
  suppression: Record<never, never>
}

export const optionSchemas: Record<RuleName, Readonly<Record<string, Schema>>> = {
  'raw-send': rawSendSchema,
  'unmanaged-watcher': unmanagedWatcherSchema,
  'untimed-call': untimedCallSchema,
  'unsupervised-spawn': unsupervisedSpawnSchema,
  'god-process': godProcessSchema,
  suppression: {},
}
