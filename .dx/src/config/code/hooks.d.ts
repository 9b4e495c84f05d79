interface Resolved {
    url: string;
    format?: string | null;
    shortCircuit?: boolean;
    importAttributes?: object;
}
interface Loaded {
    format: string | null | undefined;
    source?: unknown;
    shortCircuit?: boolean;
}
type Awaitable<T> = T | Promise<T>;
interface Context {
    parentURL?: string;
    conditions?: string[];
}
export declare function resolve(specifier: string, context: Context, next: (specifier: string, context: Context) => Awaitable<Resolved>): Awaitable<Resolved>;
export declare function load(url: string, context: Context, next: (url: string, context: Context) => Awaitable<Loaded>): Awaitable<Loaded>;
export {};
