import type { Texts } from '../../files/read.js';
import { Projects } from './projects.js';
import { RpcChild } from './rpc.js';
export interface NativeOptions {
    onNotice: (text: string) => void;
    root: string;
    /** The compiler's executable; none: the one that is installed with `typescript`. */
    executable?: string;
    /** Time for one file's questions, or for opening one project. */
    timeoutMs?: number;
    /** Texts that stand in for files, asked for anew with every snapshot; none: files are as they are on the disk. */
    texts?: () => Texts;
}
export interface Snapshot {
    snapshot: number;
    /** Project by its tsconfig.json. */
    ids: Map<string, string>;
}
export declare class NativeServer {
    #private;
    readonly rpc: RpcChild;
    readonly projects: Projects;
    private constructor();
    /** @throws OracleError when it can't be started. */
    static start(options: NativeOptions): Promise<NativeServer>;
    /** The texts that it was last given to see. */
    get seen(): Texts;
    /** @throws OracleError when the work takes longer than one file, or one project, may. */
    within<T>(work: () => Promise<T>): Promise<T>;
    /** One after the other: what is open belongs to the one that works. */
    inTurn<T>(work: () => Promise<T>): Promise<T>;
    /** Opens and closes with one request, which keeps what both share, and lets it see the texts of now. */
    snapshot(open: readonly string[], close: readonly string[]): Promise<Snapshot>;
    release({ snapshot }: Snapshot): Promise<void>;
    close(): Promise<void>;
}
