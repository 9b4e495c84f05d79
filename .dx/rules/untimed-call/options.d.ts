import type { Site } from '../../src/sites/find.js';
import type { Inference } from '../../src/sites/infer.js';
import { type Bound } from './bound.js';
type Call = Extract<Site['node'], {
    type: 'CallExpression' | 'NewExpression';
}>;
/** The call's own timeout position, options or signal. */
export declare function ownBound(site: Site, node: Call, inf: Inference): Bound | undefined;
/** `socket.timeout(500).emitWithAck()`. */
export declare function chainBound(site: Site): Bound | undefined;
/** `io(url, { ackTimeout: 5000 })` where the receiver was made. */
export declare function configBound(site: Site, inf: Inference): Bound | undefined;
export {};
