import { grouped, order, tally } from './groups.js';
import { isShape } from './words.js';
/**
 * Classes of a send, gravest first: to another process; to another process, but milder (a reply, a guarded one);
 * decided at run time; in tests; to the sender itself.
 */
export const sendClasses = ['critical', 'milder', 'dynamic-self', 'test', 'self'];
/** Files a folder must stand for before it replaces them. */
const leastRolledUp = 3;
/** The sends that nobody confirms, classed, counted and grouped. Every send is in exactly one row. */
export function rawSends(result) {
    const findings = new Map(result.findings.map(finding => [finding.siteId, finding]));
    const sends = result.sites.flatMap(site => {
        const sent = classOf(site, findings.get(site.id));
        return sent === undefined ? [] : [{ file: site.file, class: sent, shape: shapeOf(site, sent) }];
    });
    const classes = { critical: 0, milder: 0, 'dynamic-self': 0, test: 0, self: 0 };
    for (const send of sends)
        classes[send.class]++;
    const critical = rowsOf(sends.filter(send => send.class === 'critical'));
    const lower = rowsOf(sends.filter(send => send.class !== 'critical'));
    return {
        total: sends.length,
        files: new Set(sends.map(send => send.file)).size,
        classes,
        critical: sorted(critical),
        lower: sorted(rollUp(lower, new Set(critical.map(row => row.path)))),
    };
}
function classOf(site, finding) {
    if (site.kind === 'self-send')
        return 'self';
    if (site.kind === 'test-send' || (site.kind === 'raw-send' && site.inTest))
        return 'test';
    if (site.kind !== 'raw-send')
        return undefined;
    if (finding?.class === 'critical')
        return 'critical';
    if (site.shape === 'dynamic-self')
        return 'dynamic-self';
    return finding?.class === 'lower' ? 'milder' : 'critical';
}
function shapeOf(site, sent) {
    if (sent === 'test' || sent === 'self')
        return sent;
    return isShape(site.shape) ? site.shape : 'other';
}
function rowsOf(sends) {
    return [...grouped(sends, send => send.file)].map(([path, here]) => ({
        path,
        class: gravest(here.map(send => send.class)),
        count: here.length,
        shapes: tally(here.map(send => send.shape)),
        files: 1,
    }));
}
function gravest(classes) {
    return sendClasses.find(sent => classes.includes(sent)) ?? 'self';
}
/**
 * Replaces files by the topmost folder below the root that holds at least three of them, if everything in that folder
 * has one class. Critical files are never folded away: each is somewhere to go.
 */
function rollUp(rows, critical) {
    const left = new Set(rows);
    const mixed = new Set([...critical].flatMap(foldersOf));
    const folders = grouped(rows.flatMap(row => foldersOf(row.path).map(folder => ({ folder, row }))), entry => entry.folder);
    const folded = [];
    for (const [folder, entries] of [...folders].sort(([a], [b]) => a.length - b.length || order(a, b))) {
        const members = entries.map(entry => entry.row);
        const first = members[0];
        if (members.length < leastRolledUp || mixed.has(folder))
            continue;
        if (members.some(row => row.class !== first.class || !left.has(row)))
            continue;
        for (const row of members)
            left.delete(row);
        folded.push({
            path: folder,
            class: first.class,
            count: members.reduce((sum, row) => sum + row.count, 0),
            shapes: members.reduce((all, row) => added(all, row.shapes), new Map()),
            files: members.length,
        });
    }
    return [...left, ...folded];
}
/** `a/b/c.ts` → `a/`, `a/b/`. */
function foldersOf(path) {
    return [...path.matchAll(/\//g)].map(slash => path.slice(0, slash.index + 1));
}
function added(all, more) {
    for (const [shape, count] of more)
        all.set(shape, (all.get(shape) ?? 0) + count);
    return all;
}
function sorted(rows) {
    return rows.sort((a, b) => sendClasses.indexOf(a.class) - sendClasses.indexOf(b.class) || b.count - a.count || order(a.path, b.path));
}
