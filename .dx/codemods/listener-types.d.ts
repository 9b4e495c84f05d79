export declare const typesOf: (dialect: string, event: string | undefined) => readonly string[] | undefined;
