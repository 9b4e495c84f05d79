/** All that a report tells of a migration, as data that can be kept: how it went on from there is the run's. */
import { traceOf } from '../../../codemods/traced.js';
import { order } from '../groups.js';
import { accountOf, dialectIn } from './account.js';
import { standingOf } from './standing.js';
/** @throws Error if the numbers would not add up. */
export function factsOf(migration, asked, deployments) {
    const { before, after, files, notices } = migration;
    const { fates, rules, dialects } = accountOf(migration, asked);
    const fixes = inOrder(files.flatMap(f => f.fixes));
    const findings = new Map(before.findings.map(f => [f.id, f]));
    const left = leftOf(migration);
    return {
        tool: before.tool,
        scanned: {
            roots: before.summary.roots,
            commit: before.summary.commit,
            preset: before.summary.preset,
            filesChecked: before.summary.filesFound,
            filesSkipped: before.skipped.length,
        },
        filesModified: files.length,
        rules,
        dialects,
        fixes: fixes
            .filter(f => f.findings.length > 0)
            .map(f => ({ ...stepOf(f, migration), findings: f.findings.map(id => nodeOf(findings.get(id))).sort(byLine) })),
        steps: fixes.filter(f => f.findings.length === 0).map(f => stepOf(f, migration)),
        manual: left.filter(row => fates.get(row.finding) === 'manual'),
        skipped: left.filter(row => fates.get(row.finding) === 'skipped'),
        suppressed: inOrder(before.suppressed.map(f => ({ ...nodeOf(f), file: f.file, suppression: f.suppression }))),
        unread: before.skipped,
        notices: [...new Set(notices)],
        before: standingOf(before, deployments.before),
        after: standingOf(after, deployments.after),
    };
}
const nodeOf = ({ id, rule, line, column }) => ({ id, rule, line, column });
function stepOf(fix, { proofs }) {
    const { id, codemod, dialect, file, line, column, safety, reason, difference, edits, imports } = fix;
    const proof = proofs.get(id);
    if (!proof)
        throw new Error(`fix ${id} has no proof`);
    return {
        id,
        codemod,
        dialect,
        file,
        line,
        column,
        safety,
        reason,
        difference,
        edits: edits.map(({ start, end, text }) => ({ start, end, text })),
        imports: imports.map(({ module, name, local }) => ({ module, name, local })),
        proof: { ...proof, trace: traceOf(fix) },
    };
}
function leftOf({ before, manual }) {
    const sites = new Map(before.sites.map(s => [s.id, s]));
    const dialect = dialectIn(before);
    return inOrder(manual.map(({ finding: f, reason }) => ({
        finding: f.id,
        rule: f.rule,
        dialect: dialect(f),
        file: f.file,
        line: f.line,
        column: f.column,
        shape: f.shape,
        callee: sites.get(f.siteId)?.callee,
        reason,
        advice: f.advice,
    })));
}
const byLine = (a, b) => a.line - b.line || a.column - b.column;
const inOrder = (items) => [...items].sort((a, b) => order(a.file, b.file) || byLine(a, b));
