/** A library's call taken apart: what is called, under which name, and what its dialect says of it. */
import type { Fix } from '../../src/migrate/fix.js';
import type { Finding, SiteReport } from '../../src/result.js';
import type { Row } from '../../src/sites/dialect.js';
import type { Task } from '../codemod.js';
import { type Path, type Syntax } from '../tree.js';
export interface CallSite {
    readonly site: SiteReport;
    readonly path: Path;
    readonly call: Syntax;
    readonly callee: Syntax;
    /** As the library calls it. */
    readonly name: string;
    readonly row: Row;
}
/** The call of a finding, or why it can't be had. */
export declare function callSiteOf(finding: Finding, task: Task): CallSite | string;
export declare function callSiteOfPath(site: SiteReport, path: Path, task: Task): CallSite | string;
/** What every fix of a call has in common. Whether a time is long enough is not in the code: none is safe. */
export declare const placed: (codemod: string, { id }: Finding, { dialect, line, column }: SiteReport, { file }: Task) => Pick<Fix, 'id' | 'findings' | 'rule' | 'codemod' | 'dialect' | 'file' | 'line' | 'column' | 'safety'>;
