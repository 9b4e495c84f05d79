import { godProcess } from './god-process/god-process.js';
import { rawSend } from './raw-send/raw-send.js';
import { unmanagedWatcher } from './unmanaged-watcher/unmanaged-watcher.js';
import { unsupervisedSpawn } from './unsupervised-spawn/unsupervised-spawn.js';
import { untimedCall } from './untimed-call/untimed-call.js';
/** Every rule, in the order in which they are asked: the first verdict on a site stands. */
export const rules = [untimedCall, rawSend, unmanagedWatcher, unsupervisedSpawn, godProcess];
