import { type Formatter } from './formatter.js';
/**
 * The Prettier that a folder of the project would use.
 * @param tops Folders whose `.prettierignore` counts.
 * @throws MissingFormatter
 */
export declare function openPrettier(folder: string, tops: readonly string[]): Promise<Formatter>;
