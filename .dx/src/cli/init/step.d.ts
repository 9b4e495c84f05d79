/** What `init` would do, as data: planned once, then shown, asked about, and written. */
/** What is asked about as a whole. */
export type Part = 'configuration' | 'baseline' | 'hook' | 'workflow';
/** A file is made, or added to. */
export interface Change {
    readonly kind: 'change';
    /** Absolute. */
    readonly path: string;
    /** None: there is no such file. */
    readonly before?: string;
    readonly after: string;
    readonly isExecutable?: boolean;
}
/** It is done already. */
export interface Present {
    readonly kind: 'present';
    readonly path: string;
}
/** What can't be argued to be safe is left to the user. */
export interface ByHand {
    readonly kind: 'by hand';
    readonly path: string;
    /** Why it is not done: goes on from the file's name. */
    readonly why: string;
    /** What to add; none: `why` says all. */
    readonly text?: string;
}
/** There is nothing to do, and that may surprise. */
export interface Left {
    readonly kind: 'left';
    readonly why: string;
}
export type Step = (Change | Present | ByHand | Left) & {
    readonly part: Part;
    /** What it is, in a few words. */
    readonly about: string;
};
/** A command to run afterwards. */
export interface Next {
    readonly command: string;
    readonly why: string;
    /** Only if this is done; none: in any case. */
    readonly part?: Part;
}
export interface Plan {
    readonly steps: readonly Step[];
    readonly next: readonly Next[];
    readonly notes: readonly string[];
}
