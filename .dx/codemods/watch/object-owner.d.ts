/** Where an object ends: the method of its class that disposes of it, or one that is to be made. */
import type { Task } from '../codemod.js';
import { type Path, type Syntax } from '../tree.js';
import type { Owner } from './owner.js';
/** What ends for good, the surest first; then what may only be a pause. */
export declare const finals: readonly string[];
export declare const pauses: readonly string[];
export declare const isConstructor: (fn: Syntax) => boolean;
export declare const isBeginning: (fn: Syntax) => boolean;
/** The class whose method a function is, or whose field holds it. */
export declare function classAround(fn: Path): Path | undefined;
export declare function fieldOwner(path: Path, task: Task): Owner | string | undefined;
export declare function objectOwner(body: Path, fn: Syntax | undefined, task: Task): Owner | string;
