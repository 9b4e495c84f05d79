/** Where a process does too much, and what a configuration may say of it. */
import type { Schema } from '../../src/config/schema/schema.js';
export interface Thresholds {
    /** Lines of a class or function that has `duties` or more. */
    lines: number;
    duties: number;
    /** Lines of a module that touches peers at all and has two duties. */
    moduleLines: number;
    recipients: number;
    messageKinds: number;
    timers: number;
    selfSends: number;
}
export interface GodProcessOptions extends Thresholds {
    /** Processes of these shapes are no findings. Default none. */
    ignoreShapes: readonly GodProcessShape[];
}
export declare const godProcessShapes: readonly ['god-process', 'state-machine'];
export type GodProcessShape = (typeof godProcessShapes)[number];
/** Printed with every finding and in the summary. */
export declare const thresholds: Thresholds;
export declare const godProcessSchema: Record<keyof GodProcessOptions, Schema>;
