import { type NativeOptions, NativeServer } from './native-server.js';
import type { Answer, Question, TypeOracle } from './oracle.js';
export declare class NativeOracle implements TypeOracle {
    #private;
    readonly backend = "native";
    /** @param isOwn The server ends with the oracle. */
    constructor(server: NativeServer, isOwn: boolean);
    /** @throws OracleError when the checker can't be started. */
    static start(options: NativeOptions): Promise<NativeOracle>;
    /** Process id of the checker. */
    get pid(): number | undefined;
    ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>>;
    close(): Promise<void>;
}
