import type { Formatter } from './formatter.js';
/**
 * In the order to be tried: Biome may be there to lint alone, and then leaves formatting to Prettier.
 * @param folder Of the file.
 * @param top Above it the project ends.
 * @throws MissingFormatter
 */
export declare function formattersFor(folder: string, top: string): Promise<Formatter[]>;
