import type { Session } from '../audit/session.js';
import type { Texts } from '../files/read.js';
export interface Added {
    readonly code: number;
    readonly message: string;
    /** Offset in the text after; 0 for what concerns the whole file. */
    readonly start: number;
}
export interface TypeProof {
    /** The runtime's types came from this tool, as the project has not installed it. */
    readonly lent: boolean;
    /** Diagnostics that the files did not have before. */
    addedBy(texts: Texts): Promise<Map<string, Added[]>>;
    /** The checker looks at the file at all: JavaScript without `checkJs` and `@ts-nocheck` get no diagnostics. */
    checks(file: string): boolean;
    /** No module yet, but one as soon as something is imported: what it declares is global until then. */
    isScript(file: string): boolean;
}
export interface Subject {
    /** All that will be asked about, absolute, with the text before (without byte order mark). */
    readonly files: Texts;
    /** Texts that stand in for other files. */
    readonly given?: Texts;
}
export declare function openProof(subject: Subject, session: Session): Promise<TypeProof>;
export interface Said {
    readonly code: number;
    readonly start: number;
    readonly message: string;
    /** The text that it points at. */
    readonly over: string;
}
/** A diagnostic over changed text has other text under it, but says the same. */
export declare function added(before: readonly Said[], after: readonly Said[]): Added[];
/** Without its libraries a checker has nothing to say against anything. */
export declare function expectLibraries(global: readonly {
    code: number;
    message: string;
}[]): void;
/** The runtime's modules beside this tool, by name, with their declarations. */
export declare function ownRuntime(): Record<string, string>;
