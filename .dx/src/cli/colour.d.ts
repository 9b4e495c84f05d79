import { type Paint } from '../report/view.js';
import type { Sink } from './streams.js';
/**
 * Whether to write colours. `--no-color` and a non-empty `NO_COLOR` say no; then a non-empty `FORCE_COLOR` says yes
 * (`0` and `false`: no); then it takes a terminal that is not dumb.
 */
export declare function wantsColour(to: Pick<Sink, 'isTTY'>, env: NodeJS.ProcessEnv, asked: boolean): boolean;
/** Chalk is loaded only where there is colour. Sixteen colours do, so that no theme is fought. */
export declare function paintFor(colour: boolean): Promise<Paint>;
