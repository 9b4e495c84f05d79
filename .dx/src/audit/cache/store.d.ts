import type { Moment } from './picture.js';
/** None if there is none. @throws The error of reading it. */
export declare function load(root: string, name: string): Buffer | undefined;
/**
 * The present moment by the clock of the file system that the root is on.
 * @throws The error of writing there.
 */
export declare function momentAt(root: string): Promise<Moment>;
/** @throws The error of writing it; then nothing of it is left. */
export declare function save(root: string, name: string, bytes: Buffer): void;
