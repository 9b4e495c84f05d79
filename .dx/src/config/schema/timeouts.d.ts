/** `timeouts`, in the terms of `@otp-audit/runtime`, which reads them; a test holds the two together. */
import type { TimeoutSettings } from '../user-config.js';
import type { Schema } from './schema.js';
export declare const timeoutsSchema: Record<keyof TimeoutSettings, Schema>;
