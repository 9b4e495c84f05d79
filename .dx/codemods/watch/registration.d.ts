import type { Finding, SiteReport } from '../../src/result.js';
import type { Row } from '../../src/sites/dialect.js';
import type { Task } from '../codemod.js';
import { type Path, type Syntax } from '../tree.js';
export interface Registration {
    readonly finding: Finding;
    readonly site: SiteReport;
    readonly row: Row;
    readonly path: Path;
    readonly call: Syntax;
    /** `on`, `once`, `addEventListener`, `subscribe` … */
    readonly member: string;
    /** Whom it watches; of a chain of calls, what the chain begins with. */
    readonly target: Syntax;
    readonly event?: Syntax;
    readonly eventName?: string;
    readonly listener: Syntax;
    readonly options?: Syntax;
    /** The whole chain of calls; the call itself where there is none. */
    readonly whole: Path;
    /** `peer?.on(…)` */
    readonly optional: boolean;
}
/** The parts, or why they can't be had. */
export declare function registrationOf(finding: Finding, task: Task): Registration | string;
/** The dialect's rows for a watcher of this name. */
export declare const rowsOf: (site: SiteReport, name: string) => readonly Row[];
export declare const inChain: ({ whole, path, call, target }: Registration) => boolean;
/** The statement that the whole is, among others, so that more can be put before and behind it. */
export declare function statementOf({ whole }: Registration, declared?: boolean): Syntax | undefined;
/** What a declaration of nothing else calls the result. */
export declare function handleName(whole: Path): string | undefined;
