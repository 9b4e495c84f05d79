/** Whether there is a folder of this name; whatever keeps us from looking counts as no. */
export declare function isFolder(path: string): boolean;
/** What a path stands for. One that was written on Windows, and is of no file here, is read with `/`. */
export declare function asGiven(folder: string, path: string): string;
