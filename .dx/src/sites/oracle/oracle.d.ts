/** One question of the in-file resolver: what is the symbol under this identifier, and of which type is it? */
export interface Question {
    /**
     * Offset in UTF-16 units of the callee's name: `postMessage` in `w.postMessage(m)`. Offsets count from the start
     * of the text as `readFileSync(file, 'utf8')` gives it, without a byte order mark; CRLF is two units.
     */
    callee: number;
    /**
     * Offset of the last name of the receiver: `w` in `w.postMessage(m)`, `worker` in `this.worker.send()`, the keyword
     * in `this.send()`; none for a bare call, or for a receiver that is itself a call.
     */
    receiver?: number;
    /** The import that the expression before the callee's name, or the callee itself, begins with. */
    origin?: Origin;
}
export interface Origin {
    module: string;
    /** Offset of the name that the import declares. */
    offset: number;
}
/** A declaration as `package#Type.member`, without `node:` and `@types/`; browsers' globals have package `lib.dom`. */
export interface Declared {
    /** Package, module of Node, `lib.dom`, `lib.es` for the language's own library, or `''` for the user's own code. */
    from: string;
    /** Declaring type, if any. */
    container?: string;
    name: string;
}
export interface Answer {
    /** Where the callee is declared (all overloads and union members). Empty: the checker does not know (`any`, unresolved import). */
    callee: Declared[];
    /** The receiver's type and its bases, nearest first; for unions, of each member. */
    receiver: Declared[];
    /** Why there is no answer. */
    unknown?: string;
}
export interface TypeOracle {
    readonly backend: 'native' | 'ts-morph';
    /**
     * Answers all questions on one scan, in order. Files are absolute paths; each is looked at in the project of its
     * nearest tsconfig.json, or in a default one.
     */
    ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>>;
    /** Ends child processes and frees memory. May be called twice. */
    close(): Promise<void>;
}
/** The backend could not start, died, or did not answer in time. The oracle that threw it is of no more use. */
export declare class OracleError extends Error {
    name: string;
}
