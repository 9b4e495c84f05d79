/**
 * Peers known by how they are used. Where no import and no type says what an object is, one that is posted messages and
 * listened to for messages is a worker or a port: nothing else has both members.
 */
import { choose, eventOf } from './choose.js';
import { keyOf } from './target.js';
const node = /^(on|once|addListener|prependListener|off|removeListener|removeAllListeners)$/;
const web = /^(addEventListener|removeEventListener|onmessage)$/;
/** Takes out of the undecided what conduct decides. */
function byConduct(candidates, inf) {
    const groups = new Map();
    for (const c of candidates) {
        if (!c.target || c.held !== undefined)
            continue;
        const key = keyOf(c.target, c.file);
        const group = groups.get(key);
        if (group)
            group.push(c);
        else
            groups.set(key, [c]);
    }
    const sites = new Map();
    for (const group of groups.values()) {
        const type = typeOf(group);
        if (type === undefined)
            continue;
        for (const c of group) {
            const site = siteOf(c, type, inf);
            if (site)
                sites.set(c, site);
        }
    }
    return { sites: [...sites.values()], undecided: candidates.filter(c => !sites.has(c)) };
}
function typeOf(group) {
    if (!group.some(c => nameOf(c) === 'postMessage'))
        return undefined;
    const heard = group.filter(c => nameOf(c) === 'onmessage' || c.event === 'message');
    if (heard.some(c => node.test(nameOf(c))))
        return 'worker_threads#Worker';
    return heard.some(c => web.test(nameOf(c))) ? 'lib.dom#Worker' : undefined;
}
const nameOf = (c) => (c.name.type === 'Identifier' ? c.name.name : '');
function siteOf(c, type, inf) {
    const row = choose(inf.library.memberRows(type, nameOf(c)), c.node, inf, c.file);
    if (!row)
        return undefined;
    return {
        file: c.file,
        node: c.node,
        name: c.name,
        row,
        target: c.target,
        type,
        event: eventOf(row, c.node, inf, c.file),
        how: 'conduct',
    };
}
/** What neither the files nor the types decide may be known by its use. */
export function decideByConduct(files, inf) {
    for (const f of files) {
        if (f.undecided.length === 0)
            continue;
        const { sites, undecided } = byConduct(f.undecided, inf);
        if (sites.length === 0)
            continue;
        f.sites = [...f.sites, ...sites].sort((a, b) => a.name.start - b.name.start);
        f.undecided = undecided;
    }
}
