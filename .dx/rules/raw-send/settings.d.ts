/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js';
export interface RawSendOptions {
    /** Sends of these shapes are no findings. Default none. */
    ignoreShapes: readonly RawSendShape[];
}
export declare const rawSendShapes: readonly ['agent', 'signal', 'broadcast', 'fallback', 'scheduled', 'delayed', 'reply-to-parent', 'reply-to-requester', 'relay', 'ping', 'dynamic-self'];
export type RawSendShape = (typeof rawSendShapes)[number];
export declare const rawSendSchema: Record<keyof RawSendOptions, Schema>;
