/** Lets the event loop turn where the last turn was long ago. What it returns throws the signal's reason once aborted. */
export declare function breather(signal?: AbortSignal): () => Promise<void>;
