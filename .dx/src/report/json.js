import { byPlace, order } from './groups.js';
import { byWhereItWas } from './known.js';
export const resultKeys = {
    schemaVersion: true,
    tool: true,
    summary: true,
    sites: true,
    findings: true,
    suppressed: true,
    absent: true,
    skipped: true,
    coverage: true,
};
/** Without `durationMs`: equal input gives equal output. */
export const summaryKeys = {
    preset: true,
    roots: true,
    commit: true,
    changed: true,
    filesFound: true,
    filesParsed: true,
    sites: true,
    findings: true,
    filesWithFindings: true,
    severity: true,
    kinds: true,
    rules: true,
    testFiles: true,
    thresholds: true,
    types: true,
    baseline: true,
    notices: true,
};
export const siteKeys = {
    id: true,
    file: true,
    line: true,
    column: true,
    endLine: true,
    endColumn: true,
    dialect: true,
    role: true,
    symbol: true,
    kind: true,
    subKind: true,
    shape: true,
    receiver: true,
    message: true,
    callee: true,
    resolvedBy: true,
    reason: true,
    inTest: true,
};
export const findingKeys = {
    id: true,
    siteId: true,
    rule: true,
    file: true,
    line: true,
    column: true,
    severity: true,
    class: true,
    shape: true,
    message: true,
    advice: true,
    fix: true,
    identity: true,
    baselineState: true,
    baselineReason: true,
};
export const suppressedKeys = { ...findingKeys, suppression: true };
export const identityKeys = { scope: true, call: true, key: true, text: true, ordinal: true };
export const absentKeys = {
    rule: true,
    file: true,
    identity: true,
    baselineState: true,
    baselineReason: true,
};
export const baselineKeys = {
    file: true,
    entries: true,
    new: true,
    unchanged: true,
    updated: true,
    absent: true,
    suppressed: true,
    notJudged: true,
};
export const coverageKeys = {
    dialect: true,
    sites: true,
    decided: true,
    undecided: true,
    reasons: true,
};
/** The whole result as JSON; its schema is `otp-audit/schema.json`. */
export function json(result) {
    const ordered = {
        ...picked(result, resultKeys),
        summary: {
            ...picked(result.summary, summaryKeys),
            kinds: byKey(result.summary.kinds),
            thresholds: { godProcess: byKey(result.summary.thresholds.godProcess) },
        },
        sites: [...result.sites].sort(byPlace).map(site => picked(site, siteKeys)),
        findings: [...result.findings].sort(byPlace).map(finding => picked(finding, findingKeys)),
        suppressed: [...result.suppressed].sort(byPlace).map(finding => picked(finding, suppressedKeys)),
        absent: result.absent && [...result.absent].sort(byWhereItWas).map(entry => picked(entry, absentKeys)),
        skipped: [...result.skipped].sort((a, b) => order(a.file, b.file)),
        coverage: [...result.coverage]
            .sort((a, b) => order(a.dialect, b.dialect))
            .map(c => ({ ...picked(c, coverageKeys), reasons: byKey(c.reasons) })),
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
function picked(from, keys) {
    return Object.fromEntries(Object.keys(keys).map(key => [key, from[key]]));
}
function byKey(record) {
    return Object.fromEntries(Object.entries(record).sort(([a], [b]) => order(a, b)));
}
