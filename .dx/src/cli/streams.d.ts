import { type Readable, type Writable } from 'node:stream';
/** Where the command line writes: standard output or standard error. */
export interface Sink {
    readonly isTTY: boolean;
    readonly columns: number;
    /** The reader went away (`| head`): everything written is dropped. */
    readonly closed: boolean;
    /** Resolves once the text is handed over or the reader has gone. Rejects on other failures, such as a full disk. */
    write(text: string): Promise<void>;
}
/** A stream as a sink: a closed pipe is no failure. */
export declare function sink(stream: Writable & {
    isTTY?: boolean;
    columns?: number;
}): Sink;
/** Where answers come from: standard input. */
export interface Source {
    readonly isTTY: boolean;
    /** The next line without its end; none when there are no more. @throws The signal's reason. */
    line(signal: AbortSignal): Promise<string | undefined>;
    /** All that comes until the end. @throws The signal's reason, or what keeps it from being read. */
    all(signal: AbortSignal): Promise<Buffer>;
}
/**
 * Reads only while somebody asks, so that an editor in between has the terminal for itself.
 * @param open The stream is not even looked at before.
 */
export declare function source(open: () => Readable & {
    isTTY?: boolean;
}): Source;
