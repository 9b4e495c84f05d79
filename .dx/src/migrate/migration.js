/** The plan of a migration, proven: nothing is written here. */
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { scan } from '../audit/scan.js';
import { Session } from '../audit/session.js';
import { readStaged } from '../files/staged.js';
import { allows } from './fix.js';
import { Format, formatted } from './format/index.js';
import { moved, offsetAt } from './places.js';
import { drafted, planOf } from './plan.js';
import { firstToGo, illTyped, ofSecondScan, textsOf, unfounded, unparsable, unreadable } from './prove.js';
import { openProof } from './type-proof.js';
/** A fix may hide what is wrong with another: so often the rest is looked at again. */
const rounds = 8;
/** @throws as `scan` */
export async function planMigration(options = {}) {
    const prepared = await prepare(options);
    try {
        return await prepared.prove();
    }
    finally {
        await prepared.close();
    }
}
/**
 * Scans, and asks the codemods.
 * @param index What `staged` means, where it is known already.
 * @throws as `scan`
 */
export async function prepare(options = {}, index) {
    const given = resolve(options.root ?? '.');
    const root = existsSync(given) ? realpathSync.native(given) : given;
    const session = new Session(root, options.types ?? 'native');
    // it starts while files are read; most migrations ask it, be it only for the proof
    if (session.backend !== 'ts-morph')
        session.server().catch(() => { }); // who asks it hears of it
    try {
        const offered = await offer({ ...options, root }, session, index);
        return {
            prove: choice => prove(offered, choice),
            preview: async (file, fix) => {
                const plan = planOf({ ...offered.drafts.find(d => d.file === file), fixes: [fix] }, 'all', new Map());
                return offered.format ? offered.format.of(plan) : plan;
            },
            close: () => session.close(),
        };
    }
    catch (error) {
        await session.close();
        throw error;
    }
}
async function offer({ safety = 'safe', rules, dialects, codemods, settings = {}, format = false, ...scanning }, session, index) {
    const { root } = scanning;
    const wanted = { safety, rules, dialects, codemods, settings };
    const staged = index ?? (scanning.staged ? await readStaged(root, scanning.paths ?? [], scanning.signal) : undefined);
    const texts = staged?.texts;
    const before = await scan(scanning, texts, staged?.found, session); T("scan1")
    const { drafts, kept } = drafted(before, root, wanted, texts); T("drafted")
    const proof = await settle(drafts, session, texts); T("settled")
    return {
        scanning,
        session,
        wanted,
        texts,
        listed: staged?.found,
        before,
        drafts,
        kept,
        proof,
        format: format ? new Format(root) : undefined,
    };
}
async function prove(offered, choice) {
    const { wanted, before, proof, format, texts } = offered;
    const { drafts, skipped } = choice ? chosen(offered.drafts, choice) : { drafts: offered.drafts, skipped: [] };
    const kept = [...offered.kept, ...skipped];
    const dropped = new Map();
    for (let round = 0;; round++) {
        const plain = drafts.map(d => planOf(d, wanted.safety, dropped));
        const plans = format ? await formatted(plain, format) : plain;
        let refuted = new Map();
        let after = before;
        if (plans.some(p => p.fixes.length > 0)) {
            refuted = unfounded(plans);
            if (refuted.size === 0)
                refuted = new Map([...unparsable(plans), ...unreadable(plans)]);
            if (refuted.size === 0) {
                // the checker is another process
                ;
                [refuted, after] = await Promise.all([illTyped(plans, proof, texts), again(offered, plans)]); T("typed+scan2")
                if (refuted.size === 0)
                    refuted = ofSecondScan(plans, before, after);
            }
            if (refuted.size === 0)
                refuted = await ofSecondMigration(offered, after, plans, kept); T("second migration")
        }
        if (refuted.size === 0)
            return concluded(offered, plans, kept, dropped, after);
        for (const [fix, reason] of refuted)
            dropped.set(fix, reason);
        if (round === rounds)
            for (const p of plans)
                for (const f of p.fixes)
                    dropped.set(f.id, 'its proof did not settle');
    }
}
function chosen(drafts, choice) {
    const skipped = [];
    const own = drafts.map(draft => {
        const fixes = [];
        for (const fix of draft.fixes) {
            const kept = choice(fix);
            if (typeof kept !== 'string')
                fixes.push(kept);
            else
                skipped.push(...fix.findings.map(finding => ({ finding, reason: kept })));
        }
        return { ...draft, fixes };
    });
    return { drafts: own, skipped };
}
/** What only types know makes a fix less than safe. */
async function settle(drafts, session, texts) {
    const files = new Map(drafts.filter(d => d.fixes.length > 0).map(d => [d.path, d.before]));
    const proof = await openProof({ files, given: texts }, session);
    for (const draft of drafts) {
        draft.fixes = draft.fixes.map(fix => settled(fix, draft.path, proof));
    }
    return proof;
}
/** What brings in no name has nothing that types could say of it. */
function settled(fix, path, proof) {
    if (fix.imports.length === 0)
        return fix;
    const doubt = proof.isScript(path)
        ? 'the file is a script: with an import it becomes a module'
        : proof.checks(path)
            ? undefined
            : 'the type checker does not check this file';
    if (doubt === undefined)
        return fix;
    if (fix.safety === 'safe')
        return { ...fix, safety: 'review', reason: doubt };
    return { ...fix, reason: fix.reason === undefined ? doubt : `${fix.reason}; ${doubt}` };
}
async function again({ before, scanning, session, texts, listed }, plans) {
    // where types decided nothing, they are not asked
    const types = before.summary.types.asked === 0 ? 'off' : scanning.types;
T("s2 start"); const x = await scan({ ...scanning, types, onProgress: undefined }, textsOf(plans, texts), listed, session); T("s2 done"); return x
}
/**
 * What is migrated is not migrated again: fixes of a file that would be changed once more are not made.
 *
 * Types only ever make a fix less safe, so they are asked of a fix that would be made without them. Files with the text,
 * the findings and the sites of before have had their fixes offered; only the others are looked at.
 */
async function ofSecondMigration(all, after, plans, kept) {
    const { scanning, session, wanted, texts, before } = all;
    const { root } = scanning;
    const now = textsOf(plans, texts);
    const { drafts } = drafted(differing(before, after, plans), root, wanted, now);
    const findings = new Map(before.findings.map(f => [f.id, f]));
    const made = new Set(plans.flatMap(p => p.fixes).map(f => f.id));
    const stepsLeft = all.drafts.flatMap(d => d.fixes).filter(f => f.findings.length === 0 && !made.has(f.id));
    const out = new Map();
    for (const draft of drafts) {
        const plan = plans.find(p => p.file === draft.file);
        const findingsLeft = [...kept, ...(plan?.kept ?? [])].map(k => findings.get(k.finding));
        const left = [...findingsLeft, ...stepsLeft].filter(f => f.file === draft.file);
        const offered = draft.fixes.filter(fix => allows(wanted.safety, fix.safety));
        if (!unexpected(offered, left, plan, draft.before))
            continue;
        await settle([draft], session, now);
        const next = unexpected(planOf(draft, wanted.safety, new Map()).fixes, left, plan, draft.before);
        if (!next)
            continue;
        const reason = `a second migration would change line ${next.line} again (${next.codemod})`;
        const own = plan && plan.fixes.length > 0 ? plan.fixes : plans.flatMap(p => p.fixes);
        for (const fix of firstToGo(own))
            out.set(fix.id, reason);
    }
    return out;
}
/** The result without the findings of files in which nothing is different. */
function differing(before, after, plans) {
    const changed = new Set(plans.filter(p => p.fixes.length > 0).map(p => p.file));
    const [was, is] = [before, after].map(ofFiles);
    const files = new Set(after.findings.map(f => f.file).filter(f => changed.has(f) || was.get(f) !== is.get(f)));
    return { ...after, findings: after.findings.filter(f => files.has(f.file)) };
}
function ofFiles({ findings, sites }) {
    const all = new Map();
    for (const item of [...findings, ...sites])
        all.set(item.file, [...(all.get(item.file) ?? []), item]);
    return new Map([...all].map(([file, items]) => [file, JSON.stringify(items)]));
}
/**
 * A fix of the second migration that is none of what the first one left. By place, as identities count on: where one of
 * two equal findings is fixed, the other takes its name.
 */
function unexpected(fixes, left, plan, now) {
    const places = left.map(f => ({ rule: f.rule, at: plan && moved(plan, offsetAt(plan.before, f.line, f.column)) }));
    return fixes.find(fix => {
        const at = offsetAt(now, fix.line, fix.column);
        // what stood inside of replaced text may be anywhere
        const found = places.findIndex(p => p.at === at || (p.at === undefined && p.rule === fix.rule));
        if (found >= 0)
            places.splice(found, 1);
        return found < 0;
    });
}
function concluded({ scanning: { root }, wanted: { safety }, before, proof, format }, plans, kept, dropped, after) {
    const files = plans.filter(p => p.fixes.length > 0);
    const proofs = new Map();
    for (const p of files) {
        const types = proof.checks(p.path) ? 'no diagnostic added' : 'unchecked';
        for (const fix of p.fixes) {
            const secondScan = fix.findings.length > 0 ? 'gone, nothing new' : 'nothing new';
            proofs.set(fix.id, { parses: true, types, secondScan, secondMigration: 'empty' });
        }
    }
    const findings = new Map(before.findings.map(f => [f.id, f]));
    const dialects = new Map(before.sites.map(s => [s.id, s.dialect]));
    const manual = [...kept, ...plans.flatMap(p => p.kept)].map(({ finding, reason }) => {
        const f = findings.get(finding);
        return { finding: f, dialect: dialects.get(f.siteId) ?? '', reason };
    });
    manual.sort((a, b) => compare(a.finding, b.finding));
    const notices = [...before.summary.notices, ...(format?.notices ?? [])];
    if (proof.lent)
        notices.push('the project has no @otp-audit/runtime yet: npm install @otp-audit/runtime before it is run');
    return { root, safety, files, proofs, manual, dropped, before, after, notices };
}
const compare = (a, b) => a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
