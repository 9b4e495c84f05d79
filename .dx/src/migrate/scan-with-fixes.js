import { lineOf, startsOfLines } from '../sites/lines.js';
import { prepare } from './migration.js';
/**
 * Only fixes that are argued to be safe, and whose migration is proven as a whole. Each stands alone, as whoever takes it
 * takes just this one.
 * @throws as `scan`
 */
export async function scanWithFixes(options = {}) {
    const prepared = await prepare(options);
    try {
        return await withChanges(prepared);
    }
    finally {
        await prepared.close();
    }
}
async function withChanges(prepared) {
    const { before, files, notices } = await prepared.prove();
    const changes = new Map();
    for (const plan of files) {
        for (const fix of plan.fixes) {
            if (fix.findings.length === 0)
                continue;
            const { edits } = await prepared.preview(plan.file, fix);
            const change = { difference: fix.difference, edits: placed(edits, plan) };
            for (const finding of fix.findings)
                changes.set(finding, change);
        }
    }
    return {
        ...before,
        summary: { ...before.summary, notices: [...notices] },
        findings: before.findings.map(f => {
            const change = changes.get(f.id);
            return change ? { ...f, fix: { ...f.fix, change } } : f;
        }),
    };
}
function placed(edits, { before }) {
    const starts = startsOfLines(before);
    const place = (offset) => {
        const line = lineOf(starts, offset);
        return { line, column: offset - starts[line - 1] + 1 };
    };
    return edits.map(({ start, end, text }) => {
        const { line: endLine, column: endColumn } = place(end);
        return { ...place(start), endLine, endColumn, text };
    });
}
