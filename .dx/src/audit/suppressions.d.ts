import type { RuleName } from '../result.js';
import { type SourceFile } from '../sites/ast.js';
/** `// otp-audit-ignore-next-line RULE -- reason until 2027-01-31 owner @team`, in any kind of comment. */
export interface Directive {
    /** Offset of the comment. */
    readonly start: number;
    readonly end: number;
    readonly line: number;
    /** The first line behind it that holds more than comments. */
    readonly target: number;
    readonly rules: readonly RuleName[];
    readonly reason: string;
    /** Last day on which it counts, `2027-01-31`. */
    readonly until?: string;
    readonly owner?: string;
    /** Why it counts for nothing, and what to write instead. */
    readonly trouble?: string;
}
export declare function directivesOf(file: SourceFile): Directive[];
/** The last day counts; days are those of UTC, so that a run in CI and one at home agree. */
export declare const isExpired: ({ until }: Directive, today: string) => boolean;
/** A finding with the lines at which a directive may aim: from where its expression begins to where its name stands. */
export interface Aimed {
    readonly rule: RuleName;
    readonly from: number;
    readonly to: number;
}
export interface Judgement<T> {
    /** What is silenced, by which directive. */
    readonly silenced: ReadonlyMap<T, Directive>;
    /** Directives that are findings themselves. */
    readonly faulty: readonly {
        directive: Directive;
        shape: string;
        why: string;
    }[];
}
/**
 * Which findings of a file its directives silence, and which directives are wrong, expired or of no use.
 * A directive is judged only where one of its rules was run.
 */
export declare function judgeDirectives<T extends Aimed>(directives: readonly Directive[], findings: readonly T[], ran: readonly RuleName[], today: string): Judgement<T>;
