/** From files to sites: the parse, and what each file decides by itself and its imports. */
import { type Skipped } from '../files/skipped.js';
import { type SourceFile } from '../sites/ast.js';
import { type Candidate, type Site } from '../sites/find.js';
import type { Inference } from '../sites/infer.js';
import type { Answer } from '../sites/oracle/oracle.js';
import type { Prefilter } from '../sites/prefilter.js';
export interface FileSites {
    file: SourceFile;
    sites: Site[];
    undecided: Candidate[];
    /** What the type checker knows to be something else. */
    unrelated: Unrelated[];
}
export interface Unrelated {
    candidate: Candidate;
    answer: Answer;
}
export interface Collected {
    files: FileSites[];
    skipped: Skipped[];
}
/** Why nothing is known of a file. A fault of our own is named as one; it costs one file, not the scan. */
export declare function reasonOf(error: unknown): string;
/** Parses what the quick test lets through, and finds the sites that each file decides by itself and its imports. */
export declare function collect(wanted: readonly string[], inf: Inference, prefilter: Prefilter, signal?: AbortSignal, onFile?: () => void): Promise<Collected>;
