/** Names for readers that drop all but the first of equal ones: the second gets a number. */
export declare class Unique {
    #private;
    of(name: string): string;
}
