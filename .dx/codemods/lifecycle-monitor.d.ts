import { type Alone } from './alone.js';
import { type Codemod } from './codemod.js';
export declare const lifecycleMonitor: Codemod;
declare const transform: Alone;
export default transform;
