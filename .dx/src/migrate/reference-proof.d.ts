import type { ts as TS } from 'ts-morph';
import type { Texts } from '../files/read.js';
import { type Added, type Subject, type TypeProof } from './type-proof.js';
type Api = typeof TS;
export declare class ReferenceProof implements TypeProof {
    #private;
    readonly ts: Api;
    /** The runtime's types came from this tool, as the project has not installed it. */
    lent: boolean;
    private constructor();
    static open({ files, given }: Subject): Promise<ReferenceProof>;
    addedBy(texts: Texts): Promise<Map<string, Added[]>>;
    checks(file: string): boolean;
    isScript(file: string): boolean;
}
export {};
