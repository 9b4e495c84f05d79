import { type Alone } from './alone.js';
import { type Codemod } from './codemod.js';
export declare const broadcast: Codemod;
declare const transform: Alone;
export default transform;
