export type Version = readonly [major: number, minor: number];
/** None where no `typescript` is installed for the file: whoever checks it brings one of today. */
export declare function typescriptOf(file: string): Version | undefined;
export declare const isOlder: (a: Version, b: Version) => boolean;
