/** @returns Sorted absolute paths; none if the folder is no workspace's root. */
export declare function memberFolders(folder: string): string[];
