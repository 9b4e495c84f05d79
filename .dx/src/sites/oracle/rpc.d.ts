export interface RpcOptions {
    command: string;
    args: string[];
    env: NodeJS.ProcessEnv;
    /** Answers what the child asks; it is asked while we wait for an answer of the child's. */
    onRequest?: (method: string, params: unknown) => unknown;
}
export declare class RpcChild {
    #private;
    constructor({ command, args, env, onRequest }: RpcOptions);
    get pid(): number | undefined;
    request<T>(method: string, params: unknown): Promise<T>;
    /** All that is asked within `work` is answered in time, or the child is killed. */
    within<T>(milliseconds: number, work: () => Promise<T>): Promise<T>;
    /** Resolves when the child is gone and reaped. */
    close(): Promise<void>;
}
