/** What `explain` says of a place: the contract of its `--format json`. Lines and columns are 1-based; columns are UTF-16 units. */
import type { Preset, RuleName, Severity, SiteReport } from '../result.js';
import type { Observed, Role } from '../sites/dialect.js';
/** A place in the code, with what stands there. */
export interface Spot {
    what: string;
    file: string;
    line: number;
    column: number;
    /** The first line of it. */
    text: string;
}
/**
 * `reported`: a finding. `suppressed`: one that a comment silences. `not-run`: it breaks a rule, and the preset or the
 * configuration leaves it out. `silent`: nothing is wrong with it. `undecided`: nobody can say what it is, or what becomes of it.
 */
export type Outcome = 'reported' | 'suppressed' | 'not-run' | 'silent' | 'undecided';
export interface ExplainedSite {
    outcome: Outcome;
    site: SiteReport;
    /** The rule that judged it, or would have. */
    rule?: RuleName;
    /** Why it is no finding although it breaks the rule. */
    leftOutBy?: 'preset' | 'configuration';
    severity?: Severity;
    message?: string;
    advice?: string;
    /** Where in the code the reason stands. */
    evidence: Spot[];
    recognised: {
        by: SiteReport['resolvedBy'];
        what: string;
        through: Spot[];
    };
    row?: ExplainedRow;
    suppression?: {
        line: number;
        reason: string;
        until?: string;
        owner?: string;
    };
    migrate: Migrated;
}
export interface ExplainedRow {
    dialect: string;
    /** Package → version against which the row was checked. */
    testedWith: Record<string, string>;
    symbol: string;
    role: Role;
    /** The row's fields, each in words. */
    fields: string[];
    note?: string;
    atRuntime: readonly Observed[];
}
export interface Migrated {
    /** `fix`: a codemod offers one. `none`: it stays. */
    does: 'fix' | 'none';
    codemod?: string;
    safety?: 'safe' | 'review' | 'all';
    /** What the program does otherwise afterwards, or why it stays. */
    reason: string;
}
/** A call, construction or assignment that is no site. */
export interface Silent {
    line: number;
    column: number;
    callee: string;
    /** Which of the reasons below it is. */
    because: SilentBecause;
    reason: string;
    /** What the reason rests on. */
    through: Spot[];
}
export type SilentBecause = 
/** No dialect has a member or a function of this name. */
'no-such-member'
/** Its receiver or function is known, and nothing of a dialect. */
 | 'unrelated'
/** The program's own function or class. */
 | 'own'
/** A dialect's, of an event that tells of no peer, or local to one thread. */
 | 'no-site'
/** The library that would make it one is nowhere in the scan. */
 | 'absent-library'
/** A release, an end, a bound: it counts for other sites. */
 | 'counts-for-others'
/** Part of a site beside it. */
 | 'part-of-another' | 'unknown';
export interface PlaceExplanation {
    schemaVersion: 1;
    place: {
        file: string;
        line: number;
        column?: number;
    };
    preset: Preset;
    inTest: boolean;
    /** Why nothing of the file is looked at; then there are no sites. */
    unscanned?: string;
    /** The line's text, without the space around it. */
    text: string;
    sites: ExplainedSite[];
    silent: Silent[];
    /** Where there is nothing at the place: what is near. */
    nearest: {
        line: number;
        column: number;
        what: string;
    }[];
    /** Other sites of the same kind in the file, and why they ended otherwise. */
    neighbours: {
        line: number;
        column: number;
        callee: string;
        kind: SiteReport['kind'];
        reason: string;
    }[];
    notices: string[];
}
