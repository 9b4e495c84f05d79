/** Order by code units: the same on every machine. */
export declare const order: (a: string, b: string) => number;
interface Placed {
    id: string;
    file: string;
    line: number;
    column: number;
}
/** From the top of the first file to the end of the last. */
export declare const byPlace: (a: Placed, b: Placed) => number;
/** Groups by key, in the order of first appearance. */
export declare function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]>;
export declare function tally<K>(keys: Iterable<K>): Map<K, number>;
export declare const total: (counts: ReadonlyMap<unknown, number>) => number;
export {};
