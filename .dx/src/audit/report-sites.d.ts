/** Verdicts as what a scan returns: sites, findings, coverage. */
import { type RulesInForce } from '../config/rules.js';
import type { Coverage, Finding, SiteReport, SuppressedFinding } from '../result.js';
import type { FileSites } from './collect.js';
import { type Identities } from './identity.js';
import type { Judged } from './judge.js';
export declare class SiteReports {
    #private;
    readonly root: string;
    readonly identities: Identities;
    readonly today: string;
    readonly sites: SiteReport[];
    readonly findings: Finding[];
    readonly suppressed: SuppressedFinding[];
    constructor(root: string, identities: Identities, today: string);
    add(f: FileSites, judged: Judged[], rules: RulesInForce, inTest: boolean): void;
    coverage(dialects: readonly string[]): Coverage[];
}
