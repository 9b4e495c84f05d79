import type { Library } from './library.js';
import { type Ty } from './ty.js';
/**
 * What a value is under a type that is written for it. A base says less of it than the value itself does
 * (`worker as NodeJS.EventEmitter`); a structural type of the user's own adds to what a library's object is.
 */
export declare function writtenType(library: Library, written: Ty, value: Ty): Ty;
