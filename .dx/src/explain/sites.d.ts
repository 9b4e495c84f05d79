/** One site: what was decided, on what that rests, by what it was recognised, and what a migration would do. */
import type { Judged } from '../audit/judge.js';
import type { Inside, Parsed } from '../audit/view.js';
import type { ScanResult, SiteReport } from '../result.js';
import { type Node, type SourceFile } from '../sites/ast.js';
import type { Candidate } from '../sites/find.js';
import type { ExplainedSite } from './explanation.js';
import type { SpotOf } from './spots.js';
export interface Found {
    report: SiteReport;
    judged?: Judged;
    candidate?: Candidate;
    node?: Node;
}
export interface Context {
    inside: Inside;
    result: ScanResult;
    parsed: Parsed;
    source: SourceFile;
    spot: SpotOf;
    file: string;
}
export declare function explainedSite(found: Found, cx: Context): Promise<ExplainedSite>;
