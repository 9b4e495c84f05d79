interface Tool {
    folder: string;
    version: string;
}
/** @throws Error where the package is in pieces. */
export declare function tool(): Tool;
export {};
