/** What happens to files that may hold a site. Loaded only when there is one: parser and rules are most of the tool. */
import type { Settings } from '../config/settings.js';
import type { Texts } from '../files/read.js';
import type { Skipped } from '../files/skipped.js';
import type { Coverage, Finding, ScanOptions, SiteReport, SuppressedFinding } from '../result.js';
import type { Library } from '../sites/library.js';
import type { Packages } from '../sites/packages.js';
import type { Prefilter } from '../sites/prefilter.js';
import type { Session } from './session.js';
import { type Asked } from './types.js';
import type { Parsed } from './view.js';
export interface Task {
    root: string;
    /** All files of the scan. */
    paths: readonly string[];
    /** Those that the quick test lets through. */
    passed: readonly string[];
    /** Of those, the ones that are parsed and judged. */
    wanted: ReadonlySet<string>;
    /** Types are asked as if all were wanted: what is asked together decides what a program holds. */
    wholePrograms: boolean;
    packages: Packages;
    library: Library;
    prefilter: Prefilter;
    settings: Settings;
    backend: Asked['backend'];
    today: string;
    onNotice: (text: string) => void;
    progress: NonNullable<ScanOptions['onProgress']>;
    signal?: AbortSignal;
    texts?: Texts;
    session?: Session;
}
export interface Inspected {
    filesParsed: number;
    skipped: Skipped[];
    types: Asked;
    sites: SiteReport[];
    findings: Finding[];
    suppressed: SuppressedFinding[];
    coverage: Coverage[];
    parsed?: Parsed;
}
export declare function inspect(task: Task): Promise<Inspected>;
