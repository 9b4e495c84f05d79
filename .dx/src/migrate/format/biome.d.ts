import { type Formatter } from './formatter.js';
/**
 * The Biome that a folder of the project would use, run as its command line.
 * @param top Folder that it is run in.
 * @throws MissingFormatter
 */
export declare function openBiome(folder: string, top: string): Formatter;
