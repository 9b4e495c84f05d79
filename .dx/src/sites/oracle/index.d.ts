/** Opens the checker that was asked for, and goes on with ts-morph where TypeScript 7 can't. */
import type { Texts } from '../../files/read.js';
import type { NativeServer } from './native-server.js';
import { type TypeOracle } from './oracle.js';
export interface OracleOptions {
    onNotice: (text: string) => void;
    root: string;
    /** Executable of TypeScript 7, for tests; none: the installed one. */
    executable?: string;
    /** Time for one file's questions. */
    timeoutMs?: number;
    /** Texts that stand in for files. */
    texts?: () => Texts;
    /** A process that others ask as well; none: one of its own is started. */
    server?: () => Promise<NativeServer>;
}
export declare function openOracle(backend: 'native' | 'ts-morph', options: OracleOptions): Promise<TypeOracle>;
