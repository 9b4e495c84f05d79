/** The project's own formatter. */
export interface Formatter {
    readonly name: 'Prettier' | 'Biome';
    /**
     * The whole text as the project wants it.
     * @returns None for a file that the project keeps from its formatter.
     * @throws Where the formatter fails.
     */
    format(path: string, text: string): Promise<string | undefined>;
}
/** The project asks for a formatter that is not there. */
export declare class MissingFormatter extends Error {
    name: string;
}
