import type { Severity } from '../result.js';
/** Colours a report may use. A chalk instance is one. */
export interface Paint {
    bold(text: string): string;
    dim(text: string): string;
    red(text: string): string;
    yellow(text: string): string;
    cyan(text: string): string;
    green(text: string): string;
}
/** What a report depends on besides the result. */
export interface View {
    /** When the report was made; passed in, so that equal input gives equal output. */
    generated: Date;
    paint: Paint;
    /** The least severity that makes the run fail. */
    failOn: Severity;
    /** Text of a reported file, byte order mark and all; none where it can't be read any more. */
    source?: (file: string) => string | undefined;
    /** The checkout that the root is in; none: the root stands for it. */
    checkout?: Checkout;
    /** Whether a summary of the job is written besides: GitHub shows it whole. */
    hasJobSummary?: boolean;
}
export interface Checkout {
    /** Its top folder, absolute. */
    folder: string;
    /** Path from there to the root, ending in `/`, or empty. */
    prefix: string;
    /** Where it is at home on the web. */
    uri?: string;
}
/** No colours at all. */
export declare const plain: Paint;
export declare const paintOf: Record<Severity, 'red' | 'yellow' | 'cyan'>;
export declare const severities: readonly Severity[];
/** Whether `severity` is `least` or graver. */
export declare function atLeast(severity: Severity, least: Severity): boolean;
