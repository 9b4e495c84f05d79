import { type Answer, type Question } from './oracle.js';
export interface ReadOptions {
    types?: string[];
    typeRoots?: string[];
    checkJs?: boolean;
    module?: number;
    paths?: Record<string, string[]>;
    /** Folder that `paths` without a `baseUrl` count from. */
    pathsBasePath?: string;
    baseUrl?: string;
}
/** What a checker reads out of a tsconfig.json. */
export interface ConfigRead {
    /** All files that the configuration includes. */
    files: string[];
    /** Compiler options as the checker resolved them. */
    options: ReadOptions;
}
export type ReadConfig = (path: string) => Promise<ConfigRead>;
export interface ProjectFiles {
    /** A tsconfig.json written for this run: its roots are only the files that are asked about. */
    config: string;
    files: string[];
    /** JavaScript is looked at without being told to. */
    checksJs: boolean;
}
/** What a project is opened for. */
export interface Purpose {
    /**
     * Diagnostics count, not only what a name stands for: declarations of globals that nobody imports are looked at as
     * well, and nothing is allowed that the project's own options do not allow.
     */
    diagnostics: boolean;
    /** Modules that a file is lent, by name, with the declarations that stand in for them. */
    lent?: (file: string, config: ReadOptions) => Readonly<Record<string, string>> | undefined;
}
export declare class Projects {
    #private;
    constructor(read: ReadConfig, onNotice: (text: string) => void);
    /** Works on the projects of the files; what is written for them is gone when it is done. */
    in(files: Iterable<string>, work: (projects: ProjectFiles[]) => Promise<void>): Promise<void>;
    /** What is written stays until it is removed, or all is closed. */
    write(files: Iterable<string>, purpose?: Purpose): Promise<{
        projects: ProjectFiles[];
        remove: () => void;
    }>;
    close(): void;
}
/** The files with a question, and their projects; files without any only stand in the programs of others. */
export declare function asked(projects: readonly ProjectFiles[], questions: Map<string, Question[]>): ProjectFiles[];
/** Answers in the order of the questions; a file that belongs to no project has none to give. */
export declare function inOrder(questions: Map<string, Question[]>, answers: Map<string, Answer[]>): Map<string, Answer[]>;
/**
 * What `nodenext` means to the project's own TypeScript: before 5.8, CommonJS can't import an ES module. `node18` says
 * so to a newer one.
 */
export declare function moduleOf(config: string, { module }: {
    module?: number;
}): {
    module?: string;
    moduleResolution?: string;
};
