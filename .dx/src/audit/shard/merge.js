/** The parts of a scan put together: the result is that of one scan of all. */
import { UsageError } from '../../errors.js';
import { Identities } from '../identity.js';
import { partName } from './part.js';
/** @throws UsageError for shards that are not all parts of one scan, each once. */
export function mergeShards(given) {
    const shards = inOrder(given);
    const [first] = shards;
    for (const other of shards.slice(1))
        expectSame(first, other);
    const results = shards.map(({ shard }) => shard.result);
    const renamed = renaming(shards);
    const skipped = results.flatMap(r => r.skipped);
    return {
        schemaVersion: 1,
        tool: first.shard.tool,
        summary: summaryOf(results),
        sites: results.flatMap(r => r.sites),
        findings: renamed(r => r.findings),
        suppressed: renamed(r => r.suppressed),
        skipped: skipped.sort((a, b) => (a.file < b.file ? -1 : 1)),
        coverage: coverageOf(shards.map(({ shard }) => shard)),
    };
}
function inOrder(given) {
    const [first] = given;
    if (!first)
        throw new UsageError('no shard is named; name the files that otp-audit scan --shard has written');
    const { count } = first.shard.shard;
    const found = new Map();
    for (const one of given) {
        const part = one.shard.shard;
        if (part.count !== count)
            throw new UsageError(`${one.name}: is shard ${partName(part)}, ${first.name} is ${partName(first.shard.shard)}; merge the parts of one scan`);
        const other = found.get(part.index);
        if (other)
            throw new UsageError(`${one.name}: is shard ${partName(part)}, as ${other.name} is; name each part once`);
        found.set(part.index, one);
    }
    const all = Array.from({ length: count }, (_, i) => i + 1);
    const missing = all.filter(index => !found.has(index)).map(index => partName({ index, count }));
    if (missing.length > 0)
        throw new UsageError(`${first.name} is one of ${count} shards, and ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', ...' : ''} ${missing.length === 1 ? 'is' : 'are'} missing; name all files`);
    return all.map(index => found.get(index));
}
function expectSame(first, { name, shard: { scan, result } }) {
    const { scan: wanted, result: whole } = first.shard;
    if (scan.commit !== wanted.commit)
        throw new UsageError(`${name}: is of ${commit(scan.commit)}, ${first.name} of ${commit(wanted.commit)}; scan all shards at one commit`);
    const [own, theirs] = [settingsOf(result.summary, scan.options), settingsOf(whole.summary, wanted.options)];
    const differing = [...new Set([...Object.keys(own), ...Object.keys(theirs)])].find(key => JSON.stringify(own[key]) !== JSON.stringify(theirs[key]));
    if (differing !== undefined)
        throw new UsageError(`${name}: was scanned with ${differing} ${shown(own[differing])}, ${first.name} with ${shown(theirs[differing])}; use the same options on all machines`);
    if (scan.sources !== wanted.sources)
        throw new UsageError(`${name}: saw other files, or other texts, than ${first.name}; scan all shards from the same clean checkout`);
}
const commit = (hash) => (hash === null ? 'no commit' : `commit ${hash.slice(0, 12)}`);
/** What each part has figures of its own for. */
const ofPart = {
    filesFound: true,
    filesParsed: true,
    filesWithFindings: true,
    sites: true,
    findings: true,
    severity: true,
    kinds: true,
    types: true,
    notices: true,
    durationMs: true,
};
/** All else that a summary says has to be the same in all parts. */
function settingsOf(summary, options) {
    const rest = Object.entries(summary).filter(([key]) => !Object.hasOwn(ofPart, key));
    return { ...Object.fromEntries(rest), ...options };
}
function shown(value) {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
function summaryOf(results) {
    const all = results.map(r => r.summary);
    const sum = (of) => all.reduce((n, s) => n + of(s), 0);
    const { durationMs: _, ...first } = all[0];
    const backends = all.map(s => s.types.backend);
    return {
        ...first,
        filesFound: sum(s => s.filesFound),
        filesParsed: sum(s => s.filesParsed),
        filesWithFindings: sum(s => s.filesWithFindings),
        sites: sum(s => s.sites),
        findings: sum(s => s.findings),
        severity: totals(all.map(s => s.severity)),
        kinds: inKeyOrder(totals(all.map(s => s.kinds))),
        types: {
            // one machine that fell back on it is named, as a scan that did so half-way names it
            backend: backends.includes('ts-morph') ? 'ts-morph' : backends[0],
            asked: sum(s => s.types.asked),
            answered: sum(s => s.types.answered),
        },
        notices: [...new Set(all.flatMap(s => s.notices))].sort(),
    };
}
function totals(counts) {
    const out = {};
    for (const record of counts)
        for (const [key, n] of Object.entries(record))
            out[key] = (out[key] ?? 0) + n;
    return out;
}
const inKeyOrder = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
/** Ordinals go over the whole scan: a part alone could not know how many there are before its own. */
function renaming(shards) {
    const identities = new Identities();
    const names = shards.map(({ shard }) => new Map(shard.identities.map(([id, name]) => [id, identities.ofName(name)])));
    return (of) => shards.flatMap(({ shard }, i) => of(shard.result).map(f => ({ ...f, id: names[i].get(f.id) })));
}
function coverageOf(shards) {
    const rows = new Map();
    for (const row of shards.flatMap(s => s.result.coverage)) {
        const sum = rows.get(row.dialect) ?? { dialect: row.dialect, sites: 0, decided: 0, undecided: 0, reasons: {} };
        rows.set(row.dialect, {
            dialect: row.dialect,
            sites: sum.sites + row.sites,
            decided: sum.decided + row.decided,
            undecided: sum.undecided + row.undecided,
            reasons: totals([sum.reasons, row.reasons]),
        });
    }
    return [...new Set([...shards[0].dialects, ...rows.keys()])].flatMap(d => rows.get(d) ?? []);
}
