import type { Session } from '../audit/session.js';
import type { Texts } from '../files/read.js';
import type { NativeServer } from '../sites/oracle/native-server.js';
import type { ProjectFiles } from '../sites/oracle/projects.js';
import { type Added, type Subject, type TypeProof } from './type-proof.js';
export declare class NativeProof implements TypeProof {
    #private;
    readonly server: NativeServer;
    readonly session: Session;
    readonly subject: Subject;
    readonly projects: readonly ProjectFiles[];
    /** By file, as it was written: the process keeps it until it ends. */
    readonly texts: Texts;
    lent: boolean;
    private constructor();
    /** @throws OracleError where the process can't be started, or fails. */
    static open(subject: Subject, session: Session): Promise<NativeProof>;
    addedBy(texts: Texts): Promise<Map<string, Added[]>>;
    checks(file: string): boolean;
    isScript(file: string): boolean;
}
