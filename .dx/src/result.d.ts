/** What a scan returns: the contract of `--format json` and of the Node API. Lines and columns are 1-based; columns are UTF-16 units. */
export type Severity = 'error' | 'warning' | 'info';
export type Preset = 'recommended' | 'stage3' | 'strict';
export type RuleName = 'raw-send' | 'unmanaged-watcher' | 'untimed-call' | 'unsupervised-spawn' | 'god-process'
/** Of comments that silence findings: malformed, expired or without effect. */
 | 'suppression';
export type Kind = 'raw-send' | 'self-send' | 'test-send' | 'supervised-send' | 'unmanaged-watcher' | 'managed-watcher' | 'untimed-call' | 'timed-call' | 'unsupervised-spawn' | 'supervised-spawn' | 'god-process' | 'suppression' | 'undecided';
export interface SiteReport {
    /** `path:line:column`, unique in one report. */
    id: string;
    file: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    dialect: string;
    role: string;
    /** What is called, as the dialect names it: `Worker#postMessage`, `fork`. */
    symbol?: string;
    kind: Kind;
    subKind?: string;
    shape?: string;
    /** Text of the recipient, monitor target or peer. */
    receiver?: string;
    /** Text of the message that is sent. */
    message?: string;
    /** The callee as written, `worker.postMessage`. */
    callee: string;
    resolvedBy: 'import' | 'annotation' | 'types' | 'conduct' | 'none';
    /** Why the site got its kind, in words. */
    reason: string;
    inTest: boolean;
}
export interface Finding {
    /** Line-free identity: rule, enclosing scope path, normalised call text, ordinal. */
    id: string;
    /** What it is known by in a baseline. */
    identity: Identity;
    siteId: string;
    rule: RuleName;
    file: string;
    line: number;
    column: number;
    severity: Severity;
    class: 'critical' | 'lower';
    shape: string;
    message: string;
    advice: string;
    fix: {
        verdict: 'auto' | 'review' | 'keep';
        reason?: string;
        change?: ProvenChange;
    };
    /** Against a baseline: `updated` is the same one in other words. None without a baseline. */
    baselineState?: 'new' | 'unchanged' | 'updated';
    /** Which entry it goes by, or why by none; only where a scan was asked for it. */
    baselineReason?: string;
}
/** Free of lines, and of the file. */
export interface Identity {
    /** Enclosing classes and functions, outermost first, `Pool.run`; empty at the top of a file. */
    scope: string;
    /** What is called, on one line, cut where it is long. */
    call: string;
    /** Hash of rule, scope and call; what stands in the blocks of listeners is left out. */
    key: string;
    /** Hash of rule and call, whole. */
    text: string;
    /** Which one in its file of those with its key, from 1. */
    ordinal: number;
}
/** An entry of a baseline whose finding is gone. */
export interface AbsentFinding {
    rule: RuleName;
    /** Where it was, relative to the root. */
    file: string;
    identity: Identity;
    baselineState: 'absent';
    /** Only where a scan was asked for it. */
    baselineReason?: string;
}
/** How a scan stands against a baseline. Known are `unchanged` and `updated`; with `new` they are all findings. */
export interface BaselineSummary {
    /** Its path, relative to the root. */
    file: string;
    /** Lines of the file that name a finding, each once. */
    entries: number;
    new: number;
    unchanged: number;
    updated: number;
    /** Entries whose finding is gone. */
    absent: number;
    /** Entries whose finding a comment silences. */
    suppressed: number;
    /** Entries that this scan can say nothing of: other files, other rules, or it could not be decided. */
    notJudged: number;
}
/** What `migrate` would do about a finding, proven; only where a scan was asked for it. */
export interface ProvenChange {
    /** What the program does otherwise afterwards, as intended. */
    difference: string;
    /** All or nothing, in the finding's own file; in order, none inside another. */
    edits: TextEdit[];
}
/** Replaces what stands from a place up to, and without, another. */
export interface TextEdit {
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    text: string;
}
/** What a comment in the code says of a finding that it silences. */
export interface Suppression {
    /** Line of the comment. */
    line: number;
    reason: string;
    /** Last day on which it counts, `2027-01-31`. */
    until?: string;
    owner?: string;
}
export interface SuppressedFinding extends Finding {
    suppression: Suppression;
}
export interface Coverage {
    dialect: string;
    sites: number;
    decided: number;
    undecided: number;
    /** Reason → how many undecided sites have it. */
    reasons: Record<string, number>;
}
export interface Summary {
    preset: Preset;
    /** What was scanned, as it was given, relative to the root. */
    roots: string[];
    /** HEAD of the root's git checkout. */
    commit?: string;
    /** What the scanned files differ from, where only those were scanned that do: `filesFound` counts them alone. */
    changed?: {
        ref: string;
        mergeBase: string;
    };
    filesFound: number;
    /** Files that held a candidate and were parsed. */
    filesParsed: number;
    filesWithFindings: number;
    sites: number;
    findings: number;
    /** Findings by severity. */
    severity: Record<Severity, number>;
    /** Sites by kind. */
    kinds: Partial<Record<Kind, number>>;
    /** Rules that report findings of some file: by the preset, and by what the configuration says. */
    rules: RuleName[];
    testFiles: string[];
    thresholds: {
        godProcess: Record<string, number>;
    };
    types: {
        backend: 'native' | 'ts-morph' | 'off';
        asked: number;
        answered: number;
    };
    /** Milliseconds from start to report. Left out of `--format json` so that equal input gives equal output. */
    durationMs?: number;
    /** None without a baseline. */
    baseline?: BaselineSummary;
    /** Said once on stderr: a fallback taken, a setting without effect. */
    notices: string[];
}
export interface ScanResult {
    schemaVersion: 1;
    tool: {
        name: 'otp-audit';
        version: string;
    };
    summary: Summary;
    sites: SiteReport[];
    findings: Finding[];
    /** Findings that a comment in the code silences; in none of the figures of the summary. */
    suppressed: SuppressedFinding[];
    /** What a baseline knows and the code no longer has; none without a baseline. */
    absent?: AbsentFinding[];
    skipped: {
        file: string;
        reason: string;
    }[];
    coverage: Coverage[];
}
/** What came of the cache. */
export interface CacheUse {
    /** `taken`: the result, whole. `missed`: nothing, the scan was made anew. `off`: nobody looked. */
    outcome: 'taken' | 'missed' | 'off';
    /** Why nothing was taken. */
    reasons: string[];
    /** Files and folders that were found to be as they were; of these files how many by their content. */
    checked?: {
        files: number;
        folders: number;
        byContent: number;
    };
    /** Why the new result is not kept for the next run. */
    notKept?: string;
    /** What is wrong with the folder of the cache; the scan goes on without it. */
    trouble?: string;
}
export interface ScanOptions {
    /** Files, folders or globs; default `['.']`. */
    paths?: string[];
    /** Folder that reported paths are relative to; default the current one. */
    root?: string;
    preset?: Preset;
    types?: 'native' | 'ts-morph' | 'off';
    /** Globs of tests and test infrastructure, whose sends are of lower priority; default as in the configuration. */
    testFiles?: string[];
    /** Path of a configuration file; default: looked up from each path upwards. `false`: none. */
    config?: string | false;
    /** What is staged, as it is staged: git's index is read in place of the work tree. */
    staged?: boolean;
    /**
     * Path of the baseline, from the root; `true`: the nearest `otp-audit.baseline` at or above the root; `false`: none.
     * Default: the nearest, if there is one.
     */
    baseline?: string | boolean;
    /** Findings and entries say how they were matched. */
    why?: boolean;
    /**
     * Only files that differ from the merge base of HEAD and this branch, tag or commit, uncommitted and new ones included;
     * `true`: the default branch of the remote. The others are read for what they say of these.
     */
    changed?: string | boolean;
    /** The day by which suppressions expire, `2027-01-31`; default today, UTC. */
    today?: string;
    /**
     * Takes the whole result from `.otp-audit/cache` below the root if nothing that it depends on has changed, and keeps it
     * there if not; default `false`. Not for what is staged.
     */
    cache?: boolean;
    /** Told once what came of the cache. */
    onCache?: (use: CacheUse) => void;
    /** Called as files are done. */
    onProgress?: (done: number, total: number, phase: string) => void;
    signal?: AbortSignal;
}
