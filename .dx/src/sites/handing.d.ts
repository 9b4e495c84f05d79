/** What a call does with a function it is given, by its name: keeps it, registers it, takes it away, runs it soon. */
import { type Node } from './ast.js';
export declare const stores: RegExp;
export declare const registrars: RegExp;
export declare const removers: RegExp;
/** Functions that run what they are given soon, as part of the same work. */
export declare const reactions: RegExp;
export declare function rootIsThis(node: Node): boolean;
