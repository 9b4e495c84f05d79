/** Who calls a function, in its own file and in others. Other files are looked through in rounds, many names at once. */
import { type ClassNode, type FunctionNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
export interface Caller {
    file: SourceFile;
    /** The call, or the mention of a function that is handed over by name. */
    node: Node;
    isCall: boolean;
}
/** Names to be looked up → the files that declare them. */
export type Wanted = ReadonlyMap<string, ReadonlySet<string>>;
export declare class Callers {
    #private;
    readonly inf: Inference;
    readonly isTest: (path: string) => boolean;
    readonly mayHold: (path: string) => boolean;
    /** Names that were asked for and not looked up yet. */
    readonly wanted: Map<string, Set<string>>;
    /** How often an answer lacked other files. */
    asked: number;
    /**
     * @param isTest Callers there don't count for what is no test itself: each test makes its own objects.
     * @param mayHold Whether a file may hold a site, and so is parsed in a scan of all.
     */
    constructor(inf: Inference, isTest: (path: string) => boolean, mayHold: (path: string) => boolean);
    /** Makes the files known that mention the wanted names. */
    learn(mentions: Map<string, Map<string, string[]>>): void;
    /** All visible callers; until its name was looked up, those of its own file. */
    of(fn: FunctionNode, file: SourceFile): Caller[];
    /** Where objects of a class are made, its subclasses' included. */
    ofClass(cls: ClassNode, file: SourceFile): Caller[];
}
