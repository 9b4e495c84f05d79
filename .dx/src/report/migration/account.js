import { order } from '../groups.js';
/** Whose finding has no site of a library. */
const program = 'program';
/** @throws Error if a finding is nowhere, or in two places: then the numbers would not add up. */
export function accountOf({ before, after, files, manual }, asked) {
    const dialect = dialectIn(before);
    const inTests = new Set(before.sites.filter(s => s.inTest).map(s => s.id));
    const fates = new Map();
    const put = (finding, fate) => {
        const other = fates.get(finding);
        if (other !== undefined)
            throw new Error(`finding ${finding} is counted twice, as ${other} and as ${fate}`);
        fates.set(finding, fate);
    };
    for (const { fixes } of files)
        for (const fix of fixes)
            for (const finding of fix.findings)
                put(finding, 'fixed');
    for (const { finding } of manual)
        put(finding.id, inTests.has(finding.siteId) ? 'skipped' : 'manual');
    for (const finding of before.findings) {
        if (isAsked(finding, dialect(finding), asked)) {
            if (!fates.has(finding.id))
                throw new Error(`finding ${finding.id} is neither fixed nor left to anybody`);
        }
        else
            put(finding.id, 'notAsked');
    }
    if (fates.size !== before.findings.length)
        throw new Error('the migration speaks of a finding that the scan does not have');
    const rows = (of, now) => rowsOf(before.findings, after.findings, fates, of, now);
    return {
        fates,
        rules: rows(f => f.rule, f => f.rule),
        dialects: rows(dialect, dialectIn(after)),
    };
}
export function dialectIn(result) {
    const dialects = new Map(result.sites.map(s => [s.id, s.dialect]));
    return finding => dialects.get(finding.siteId) ?? program;
}
const isAsked = ({ rule }, dialect, { rules, dialects }) => (rules === undefined || rules.includes(rule)) && (dialects === undefined || dialects.includes(dialect));
function rowsOf(before, after, fates, of, now) {
    const rows = new Map();
    const row = (name) => {
        const known = rows.get(name) ?? emptyRow(name);
        rows.set(name, known);
        return known;
    };
    for (const f of before) {
        const own = row(of(f));
        own.before++;
        own[fates.get(f.id)]++;
    }
    for (const f of after)
        row(now(f)).after++;
    return [...rows.values()].sort((a, b) => order(a.name, b.name));
}
const emptyRow = (name) => ({
    name,
    before: 0,
    fixed: 0,
    manual: 0,
    skipped: 0,
    notAsked: 0,
    after: 0,
});
export function totalOf(rows) {
    const sum = emptyRow('Total');
    for (const row of rows) {
        sum.before += row.before;
        sum.fixed += row.fixed;
        sum.manual += row.manual;
        sum.skipped += row.skipped;
        sum.notAsked += row.notAsked;
        sum.after += row.after;
    }
    return sum;
}
