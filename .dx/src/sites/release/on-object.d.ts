/** Calls by the object that they are made on. Each list is made once a file: thousands of watchers are looked up in it. */
import { type Node, type SourceFile } from '../ast.js';
type Call = Extract<Node, {
    type: 'CallExpression';
}>;
/** Members that take one listener away. */
export declare const pairs: ReadonlySet<string>;
/** `window.x` and `x` are one object. */
export declare const canonical: (key: string) => string;
/** Equal for equal events: by their text, else by what they are called. */
export declare function eventKey(event: Node, file: SourceFile): string;
/**
 * Calls of a member on an object, in the order of the text, that may release a listener or be meant to.
 * @param keys Canonical keys of the object.
 * @param registration Where event and listener stand.
 * @param isGiven The listener is what its function is given.
 */
export declare function callsOn(file: SourceFile, name: string, keys: readonly string[], event: Node | undefined, listener: Node | undefined, registration: Node, isGiven: boolean): {
    call: Call;
    key: string;
}[];
/** The release is that of another registration. */
export declare const isRegistered: (listener: Node, event: Node, key: string, file: SourceFile) => boolean;
/** Nothing but `call` registers that event on the object. */
export declare function onlyRegistration(event: Node, key: string, call: Node, file: SourceFile): boolean;
/** A function that its function is given: whoever adds through the one takes away through the other. */
export declare function isPassedOn(listener: Node, call: Node, file: SourceFile): boolean;
export {};
