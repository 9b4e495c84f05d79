/** Which calls, constructions and assignments of a file are sites of a dialect. */
import { type AssignmentNode, type CallNode, type NewNode, type Node, type SourceFile } from './ast.js';
import type { Role } from './dialect.js';
import type { Inference } from './infer.js';
import type { KnownRow } from './library.js';
export interface Site {
    file: SourceFile;
    node: CallNode | NewNode | AssignmentNode;
    /** The name that makes it a site: `postMessage` in `w.postMessage(m)`. */
    name: Node;
    row: KnownRow;
    /** Expression of the recipient or watched peer, when the code still has one. */
    target?: Node;
    /** Table type of the target. */
    type?: string;
    /** Event name of a watch; none when it is not a literal. */
    event?: string;
    /** `conduct`: nothing says what it is, but it is used as only a worker or a port can be. */
    how: 'import' | 'annotation' | 'types' | 'conduct';
}
/** A call that looks like a site and could not be resolved in the file. */
export interface Candidate {
    file: SourceFile;
    node: CallNode | NewNode | AssignmentNode;
    name: Node;
    target?: Node;
    event?: string;
    /** The member that a local function stands for: `send` in `const { send: tell } = useActor()`. */
    held?: string;
    why: string;
    /** What it would be: `send`, `watch`, `call`. */
    role: Role;
    /** Dialects whose member has this name. */
    dialects: string[];
}
export interface Found {
    sites: Site[];
    undecided: Candidate[];
}
/** Of sites in the order of their names, those in an area: a search, not a walk over all. */
export declare function sitesIn(sites: readonly Site[], area: Node): Site[];
export declare function findSites(inf: Inference, file: SourceFile): Found;
