/** What ends by itself after a while: timers, promises that expire, functions that hold a timer. */
import { type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
type Call = Extract<Node, {
    type: 'CallExpression' | 'NewExpression';
}>;
/** `setTimeout(f, ms)`: what it runs and when. Node's promised `setTimeout(ms)` is none. */
export declare function timerOf(call: Node, file: SourceFile): {
    callback: Node;
    delay: Node | undefined;
} | undefined;
interface Timer {
    call: Node;
    timer: {
        callback: Node;
        delay: Node | undefined;
    };
}
/** All timers of a file, looked for once. */
export declare function timersIn(file: SourceFile): Timer[];
export declare function importedFrom(id: Node, file: SourceFile): string | undefined;
/** `Infinity`, written out or behind a constant. */
export declare function isEndless(node: Node | undefined, file: SourceFile, depth?: number): boolean;
/** How an expression bounds a wait when it stands where a number of milliseconds belongs. */
export declare function finiteness(node: Node | undefined, file: SourceFile, zeroMeansNone?: boolean): 'finite' | 'infinite' | 'none';
export declare function isAbortTimeout(node: Node): boolean;
export declare const isNamed: (node: Node, name: string) => boolean;
/** A function whose body, or the body of a function it calls, holds a timer. */
export declare function holdsTimer(fn: Node, file: SourceFile, inf: Inference, depth?: number): boolean;
export declare const calleeName: (call: Call) => string | undefined;
/** A promise that settles after a while whatever else happens: what the other side of a race is. */
export declare function expires(node: Node, file: SourceFile, inf: Inference, depth?: number): boolean;
/** A call that bounds the promise or the function it is given: by what it does, else by its name. */
export declare function isTimingCall(call: Call, file: SourceFile, inf: Inference): string | undefined;
export {};
