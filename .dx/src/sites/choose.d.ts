/** Which of several rows for one name a call is, and of which event. */
import { type Node, type SourceFile } from './ast.js';
import type { Site } from './find.js';
import type { Inference } from './infer.js';
import type { KnownRow } from './library.js';
/** Text of a string that a literal, a constant or a member of an enum has. */
export declare function textValue(node: Node | undefined, inf: Inference, file: SourceFile): string | undefined;
/** Of several rows for one member, the one whose event this is. */
export declare function choose(rows: KnownRow[], node: Site['node'], inf: Inference, file: SourceFile): KnownRow | undefined;
export declare function eventOf(row: KnownRow, node: Site['node'], inf: Inference, file: SourceFile): string | undefined;
