export declare const stateFolder: (root: string) => string;
/** Made where it is missing, with what hides it from git. */
export declare function makeStateFolder(root: string, ...below: string[]): string;
