import { type Alone } from './alone.js';
import type { Step } from './codemod.js';
export declare const commentSelfSends: Step;
declare const transform: Alone;
export default transform;
