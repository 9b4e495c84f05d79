/** How long the target of a watcher lives, seen from the function that registers the watcher (dialects 9.1). */
import { type Node, type SourceFile } from '../ast.js';
import { type Life, type LifeContext } from './common.js';
export { inLoopOver, type Life, type LifeContext } from './common.js';
/** Life of the object that `target` denotes, for code that stands at `at`. */
export declare const lifeOf: (target: Node, at: Node, file: SourceFile, cx: LifeContext) => Life;
