import type { Rule } from '../src/audit/rule.js'
import { rawSend } from './raw-send/raw-send.js'
import { unmanagedWatcher } from './unmanaged-watcher/unmanaged-watcher.js'

/** Every rule, in the order in which they are asked: the first verdict on a site stands. */
export const rules: readonly Rule[] = [{ name: 'raw-send', judge: rawSend }, unmanagedWatcher]
