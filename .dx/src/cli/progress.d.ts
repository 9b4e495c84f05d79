import type { Sink } from './streams.js';
export interface Progress {
    report(done: number, total: number, phase: string): void;
    /** Takes the line away. */
    clear(): Promise<void>;
}
/** One line on a terminal, rewritten in place; nothing where there is no terminal, or in CI. */
export declare function progress(to: Sink, env: NodeJS.ProcessEnv, now: () => number): Progress;
