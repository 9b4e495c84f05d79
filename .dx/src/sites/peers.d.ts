/** Which events of a peer are answers, which tell of its life, and whether an answer comes from whom a message went to. */
import { type SourceFile } from './ast.js';
import type { Site } from './find.js';
/** An event that can bring the answer; one whose name is not literal may be anything. */
export declare const isAnswer: (w: Site) => boolean;
export declare const isLifecycle: (event: string | undefined) => boolean;
export declare const isStart: (w: Site) => boolean;
/** Listens to a peer, and not to a signal, to the process or to a page. */
export declare function isPeer(w: Site): boolean;
/** Whether an answer heard by `w` can come from the recipient of `send`. */
export declare function samePeer(w: Site, send: Site, file: SourceFile): boolean;
