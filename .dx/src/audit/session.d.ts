/**
 * Several scans of one checkout that follow each other, as a migration makes them: what one of them has found, read and
 * parsed need not be found, read and parsed again, and one type checker answers all.
 *
 * A later scan looks at every file again. It only takes over what depends on nothing but bytes that are the same: the
 * list of files, the quick test of a text, and the tree of a text.
 */
import type { Discovered } from '../files/discover.js';
import type { Texts } from '../files/read.js';
import type { SourceFile } from '../sites/ast.js';
import type { Ground } from '../sites/ground.js';
import type { NativeServer } from '../sites/oracle/native-server.js';
/** What the quick test has found in a file, or why it could not be read. */
export interface Tested {
    /** What stood in for the file. */
    readonly text: string | undefined;
    readonly parts?: readonly number[];
    /** Libraries that it makes present, for all files. */
    readonly names?: readonly string[];
    /** A comment may silence a finding in it. */
    readonly suppresses?: boolean;
    readonly reason?: string;
}
export declare class Session {
    #private;
    /** Where an own checker is to be asked; `off`: of no scan. */
    readonly backend: 'native' | 'ts-morph' | 'off';
    readonly trees: Map<string, SourceFile>;
    readonly tested: Map<string, Tested>;
    /** That of the last scan; one of other files stands on its own. */
    ground: Ground | undefined;
    found: Discovered | undefined;
    onNotice: (text: string) => void;
    constructor(root: string, backend: Session['backend']);
    /** Texts that stand in for files from now on. */
    see(texts: Texts | undefined): void;
    readonly texts: () => Texts;
    /** The process of TypeScript 7, started once. @throws OracleError when it can't be. */
    readonly server: () => Promise<NativeServer>;
    close(): Promise<void>;
}
