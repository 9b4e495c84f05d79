/** What became of a migration: whether its numbers are of the code as it is, or of what it would be. */
import type { Safety } from '../../migrate/fix.js';
import type { RuleName } from '../../result.js';
/**
 * `dry run`: nothing was written. `written`. `nothing to write`: no fix was left. `taken back`: written, and undone as
 * the command of `--verify` failed. `undone`: by `--undo`, later.
 */
export declare const runStates: readonly ['dry run', 'written', 'nothing to write', 'taken back', 'undone'];
export type RunState = (typeof runStates)[number];
export interface Run {
    readonly state: RunState;
    /** Takes back what was written. */
    readonly id?: string;
    readonly asked: Asked;
    /** The command of `--verify`, if it was run. */
    readonly verify?: {
        readonly command: string;
        readonly passed: boolean;
    };
}
/** What the migration was to be about. */
export interface Asked {
    readonly safety: Safety;
    /** Only these; none for all. */
    readonly rules?: readonly RuleName[];
    readonly dialects?: readonly string[];
}
/** Whether the code on the disk is that of after the migration. */
export declare const isOnDisk: ({ state }: Run) => boolean;
export declare function statusOf({ state, id, verify }: Run): string;
/** The command that makes the same migration, or with `--dry-run` shows it. */
export declare function commandOf(roots: readonly string[], { safety, rules, dialects }: Asked, isDry?: boolean): string;
export declare const quoted: (word: string) => string;
