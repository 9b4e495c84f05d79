import { type Alone } from './alone.js';
import type { Codemod } from './codemod.js';
export declare const releaseWatcher: Codemod;
declare const transform: Alone;
export default transform;
