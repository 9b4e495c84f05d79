import type { ScanResult } from '../result.js';
import { type Shape } from './words.js';
/**
 * Classes of a send, gravest first: to another process; to another process, but milder (a reply, a guarded one);
 * decided at run time; in tests; to the sender itself.
 */
export declare const sendClasses: readonly ['critical', 'milder', 'dynamic-self', 'test', 'self'];
export type SendClass = (typeof sendClasses)[number];
/** A line of the table: a file, or a folder (its path ends in `/`). */
export interface SendRow {
    path: string;
    /** Gravest class of its sends. */
    class: SendClass;
    count: number;
    shapes: Map<Shape, number>;
    /** How many files it stands for. */
    files: number;
}
export interface RawSends {
    total: number;
    files: number;
    classes: Record<SendClass, number>;
    critical: SendRow[];
    /** Everything else, self-sends included. */
    lower: SendRow[];
}
/** The sends that nobody confirms, classed, counted and grouped. Every send is in exactly one row. */
export declare function rawSends(result: ScanResult): RawSends;
