import { parseFile } from '../sites/ast.js';
import { isOlder, typescriptOf } from '../sites/oracle/own-typescript.js';
import { safeties } from './fix.js';
import { spansAfter } from './places.js';
/** @param given What stood in for files before. */
export const textsOf = (plans, given) => new Map([...(given ?? []), ...plans.filter(p => p.fixes.length > 0).map(p => [p.path, p.after])]);
/** Of fixes of which it is not seen which one is at fault, those that are given up first: steps, then the least sure. */
export function firstToGo(fixes) {
    const steps = fixes.filter(fix => fix.findings.length === 0);
    if (steps.length > 0)
        return steps;
    const least = Math.max(...fixes.map(fix => safeties.indexOf(fix.safety)));
    return fixes.filter(fix => safeties.indexOf(fix.safety) === least);
}
/** Steps that come with fixes which are not all made. */
export function unfounded(plans) {
    const all = plans.flatMap(p => p.fixes);
    const made = new Set(all.map(f => f.id));
    const without = all.filter(fix => fix.after?.some(id => !made.has(id)));
    return new Map(without.map(fix => [fix.id, 'what it comes with is not made']));
}
export function unparsable(plans) {
    const out = new Map();
    for (const p of plans) {
        if (p.fixes.length === 0)
            continue;
        try {
            parseFile(p.path, p.after);
        }
        catch (error) {
            for (const fix of p.fixes)
                out.set(fix.id, `the result does not parse: ${error.message}`);
        }
    }
    return out;
}
/** Imports of the runtime where the project's own TypeScript can't read its declarations: no checker of ours would see it. */
export function unreadable(plans) {
    const out = new Map();
    for (const { path, fixes } of plans) {
        const importing = fixes.filter(fix => fix.imports.length > 0);
        const version = importing.length > 0 ? typescriptOf(path) : undefined;
        if (!version || !isOlder(version, oldest))
            continue;
        const reason = `the project has TypeScript ${version.join('.')}; the declarations of the runtime need ${oldest.join('.')}`;
        for (const fix of importing)
            out.set(fix.id, reason);
    }
    return out;
}
/** The first that knows `Disposable`. */
const oldest = [5, 2];
/** Fixes on whose lines the checker has something new to say; all of a file's where none can be told. */
export async function illTyped(plans, proof, given) {
    const out = new Map();
    for (const [path, added] of await proof.addedBy(textsOf(plans, given))) {
        const plan = plans.find(p => p.path === path);
        for (const { code, message, start } of added) {
            const reason = `the type checker would add TS${code}: ${message}`;
            // a directive speaks of the line behind it
            const [own, above] = [0, 1].map(lines => plan.fixes.filter(fix => touches(plan, fix.edits, start, lines)));
            const at = own.length > 0 ? own : above;
            for (const fix of at.length > 0 ? at : firstToGo(plan.fixes))
                out.set(fix.id, reason);
        }
    }
    return out;
}
/** Whether an offset of the text after lies on the lines of these edits, or so many above. */
function touches(plan, own, offset, above) {
    const { after } = plan;
    return spansAfter(plan, own).some(({ start, end }) => {
        let from = after.lastIndexOf('\n', start - 1) + 1;
        for (let i = 0; i < above && from > 0; i++)
            from = after.lastIndexOf('\n', from - 2) + 1;
        const to = after.indexOf('\n', end);
        return offset >= from && (to < 0 || offset <= to);
    });
}
/** Files whose findings after are not those before without the fixed ones, or which leave more undecided. */
export function ofSecondScan(plans, before, after) {
    const out = new Map();
    const known = new Set(before.findings.map(f => f.id));
    const refute = (plan, reason) => firstToGo(plan.fixes).forEach(fix => void out.set(fix.id, reason));
    for (const plan of plans) {
        if (plan.fixes.length === 0)
            continue;
        const fresh = firstNew(before, after, plan.file, known);
        const stays = [...new Set(plan.fixes.map(fix => fix.rule))].some(rule => {
            const fixed = plan.fixes.reduce((n, fix) => n + (fix.rule === rule ? fix.findings.length : 0), 0);
            return count(after, plan.file, rule) !== count(before, plan.file, rule) - fixed;
        });
        const undecided = undecidedIn(after, plan.file) - undecidedIn(before, plan.file);
        if (fresh)
            refute(plan, `a second scan finds something new: ${fresh.message}`);
        else if (stays)
            refute(plan, 'a second scan does not find it gone');
        else if (undecided > 0)
            refute(plan, 'a second scan can no longer decide what it could before');
    }
    const changed = new Set(plans.filter(p => p.fixes.length > 0).map(p => p.file));
    const elsewhere = after.findings.find(f => !changed.has(f.file) && !known.has(f.id));
    if (elsewhere)
        for (const fix of firstToGo(plans.flatMap(p => p.fixes)))
            out.set(fix.id, `a second scan finds something new in ${elsewhere.file}`);
    return out;
}
/**
 * A finding of a file that was not there before. One whose code has come under another name (its listener is a constant
 * now) has another identity and is the same: told by what it says, of which there may be no more than before.
 */
function firstNew(before, after, file, known) {
    const left = new Map();
    const here = new Set(after.findings.map(f => f.id));
    for (const f of before.findings)
        if (f.file === file && !here.has(f.id))
            left.set(saying(f, before), (left.get(saying(f, before)) ?? 0) + 1);
    return after.findings.find(f => {
        if (f.file !== file || known.has(f.id))
            return false;
        const same = left.get(saying(f, after)) ?? 0;
        left.set(saying(f, after), same - 1);
        return same <= 0;
    });
}
function saying(f, { sites }) {
    const site = sites.find(s => s.id === f.siteId);
    return [f.rule, f.shape, site?.callee, site?.receiver, site?.message].join('\0');
}
const count = (r, file, rule) => r.findings.filter(f => f.file === file && f.rule === rule).length;
const undecidedIn = (r, file) => r.sites.filter(s => s.file === file && s.kind === 'undecided').length;
