import type { ScanOptions, ScanResult } from '../result.js';
import type { Sink, Source } from './streams.js';
export type Scan = (options: ScanOptions) => Promise<ScanResult>;
/** All that a command knows of the world outside. */
export interface Context {
    stdin: Source;
    stdout: Sink;
    stderr: Sink;
    env: NodeJS.ProcessEnv;
    cwd: string;
    version: string;
    /** Aborted when the user interrupts. */
    signal: AbortSignal;
    /** Milliseconds since 1970. */
    now: () => number;
    /** Loads the scanner, parsers and all, when it is needed. */
    loadScan: () => Promise<Scan>;
}
/** One line for the user on standard error. */
export declare function say(context: Pick<Context, 'stderr'>, message: string): Promise<void>;
