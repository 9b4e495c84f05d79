export declare function slashed(path: string): string;
/** `file` as reports name it: relative to `root`, with `/`; `../` leads out of it. */
export declare function relativePath(root: string, file: string): string;
export declare function isInside(folder: string, path: string): boolean;
/** The path of what is named relative to a folder, with `/` and without `.` or `..`: for many, `join` takes long. */
export declare function within(folder: string, name: string): string;
export declare function isInNodeModules(relative: string): boolean;
