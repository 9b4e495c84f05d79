import type { MadePromise } from './made-promise.js';
export declare function localName(name: string, { node }: MadePromise): string;
/** What a call is named where it is told what to release. */
export declare const callName: (promise: MadePromise) => string;
