import { godProcessSchema } from './god-process/settings.js';
import { rawSendSchema } from './raw-send/settings.js';
import { unmanagedWatcherSchema } from './unmanaged-watcher/settings.js';
import { unsupervisedSpawnSchema } from './unsupervised-spawn/settings.js';
import { untimedCallSchema } from './untimed-call/settings.js';
export const optionSchemas = {
    'raw-send': rawSendSchema,
    'unmanaged-watcher': unmanagedWatcherSchema,
    'untimed-call': untimedCallSchema,
    'unsupervised-spawn': unsupervisedSpawnSchema,
    'god-process': godProcessSchema,
    suppression: {},
};
