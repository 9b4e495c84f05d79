/** What the type checker decides: it is started once something is undecided, and works while files are still parsed. */
import type { Texts } from '../files/read.js';
import type { Inference } from '../sites/infer.js';
import type { FileSites } from './collect.js';
import type { Session } from './session.js';
export interface Asked {
    backend: 'native' | 'ts-morph' | 'off';
    asked: number;
    answered: number;
}
export declare class Types {
    #private;
    readonly backend: Asked['backend'];
    readonly root: string;
    readonly inf: Inference;
    readonly onNotice: (text: string) => void;
    readonly signal?: AbortSignal | undefined;
    readonly texts?: Texts | undefined;
    readonly session?: Session | undefined;
    constructor(backend: Asked['backend'], root: string, inf: Inference, onNotice: (text: string) => void, signal?: AbortSignal | undefined, texts?: Texts | undefined, session?: Session | undefined);
    /** Starts the checker in advance, where that many files leave something undecided. */
    start(total: number): Promise<void>;
    /**
     * What files leave undecided is asked at fixed places of the scan, never when the checker happens to be free: what is
     * asked together decides what a program holds, and equal input has equal answers.
     * @returns The files as they are asked about together.
     */
    batches(files: readonly string[]): string[][];
    /**
     * Asks about what the files of a batch leave undecided.
     * @param beside The batch's other files, about which nothing is asked here, and which are in the programs all the same.
     */
    ask(files: readonly FileSites[], beside?: readonly FileSites[]): void;
    /** Whether what else is in its batch matters to what is asked about these files. */
    needs(files: readonly FileSites[]): boolean;
    /** Once all that was asked is decided; decided candidates become sites or go. */
    decided(): Promise<Asked>;
    close(): Promise<void>;
}
