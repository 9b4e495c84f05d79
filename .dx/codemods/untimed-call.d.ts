import { type Alone } from './alone.js';
import { type Codemod, type Task } from './codemod.js';
export declare const untimedCall: Codemod;
/** Shapes of what another codemod does. */
export declare const isByHand: (shape: string) => boolean;
declare const transform: Alone;
export default transform;
export declare const differenceOf: (task: Task) => string;
