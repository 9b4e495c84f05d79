import { isClass, isFunction, lineOf } from '../../src/sites/ast.js';
import { sitesIn } from '../../src/sites/find.js';
import { dutiesOf } from './duties.js';
export const godProcess = { name: 'god-process', judge: () => undefined, whole };
function whole(pass) {
    if (pass.inTest || pass.sites.length === 0)
        return [];
    const { lines, duties, moduleLines } = pass.rules['god-process'].options;
    const found = unitsOf(pass).flatMap(node => {
        const verdict = judgeUnit(node, pass, lines, duties);
        return verdict ? [{ node, verdict }] : [];
    });
    if (found.length > 0)
        return found;
    const verdict = judgeUnit(pass.file.program, pass, moduleLines, 2);
    // a module has no name of its own: its first statement stands for it
    const first = pass.file.program.body[0];
    return verdict && first ? [{ node: first, verdict }] : [];
}
/** Classes, and functions outside of them that hold a peer: the innermost units that a reader would split. */
function unitsOf({ file, sites }) {
    const out = new Set(file.classes);
    for (const site of sites) {
        let outermost;
        let inClass = false;
        for (let n = site.node.parent; n; n = n.parent) {
            if (isClass(n))
                inClass = true;
            if (isFunction(n))
                outermost = n;
        }
        if (outermost && !inClass)
            out.add(outermost);
    }
    return [...out];
}
function judgeUnit(node, pass, lines, least) {
    if (sitesIn(pass.sites, node).length === 0)
        return undefined;
    const duties = dutiesOf(node, pass);
    const length = lineOf(pass.file.lineStarts, node.end) - lineOf(pass.file.lineStarts, node.start) + 1;
    const limits = pass.rules['god-process'].options;
    const had = named(duties, limits);
    const isLong = length > lines && had.length >= least;
    const drivesItself = duties.queues > 0 && duties.selfSends >= limits.selfSends && duties.hasPool();
    if (!isLong && !drivesItself)
        return undefined;
    const size = `${length} lines (threshold ${lines})`;
    return {
        kind: 'god-process',
        shape: isLong ? 'god-process' : 'state-machine',
        reason: isLong
            ? `${size} and ${had.length} duties (threshold ${least}): ${had.join('; ')}`
            : `it supervises a pool, holds a queue and chains sends to itself as a state machine: ${had.join('; ')}; ${length} lines`,
        severity: 'info',
        advice: 'split it: one process for the pool, one for the queue, one for the steps',
        fix: { verdict: 'review', reason: 'how to split it is a matter of design' },
    };
}
/** The duties that count, each with its number and threshold. */
function named(d, limits) {
    return [
        ...(d.spawns > 0 ? [`makes peers (${d.spawns} ${d.spawns === 1 ? 'place' : 'places'})`] : []),
        ...(d.recipients > limits.recipients
            ? [`sends to ${d.recipients} recipients (threshold ${limits.recipients})`]
            : []),
        ...(d.messageKinds > limits.messageKinds
            ? [`handles ${d.messageKinds} kinds of messages (threshold ${limits.messageKinds})`]
            : []),
        ...(d.timers >= limits.timers ? [`owns ${d.timers} timers (threshold ${limits.timers})`] : []),
        ...(d.selfSends >= limits.selfSends
            ? [`sends to itself in ${d.selfSends} places (threshold ${limits.selfSends})`]
            : []),
        ...(d.queues > 0 ? [`holds ${d.queues === 1 ? 'a queue' : `${d.queues} queues`}`] : []),
    ];
}
