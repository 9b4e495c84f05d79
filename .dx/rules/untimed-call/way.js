import { consumptionOf } from '../../src/sites/consumption.js';
import { timed } from './bound.js';
export function onTheWay(consumption, listens, pass) {
    const { bound } = consumption;
    if (bound)
        return passed(bound, listens, [placed(bound, pass.file)]);
    for (const fn of consumption.functions) {
        const callers = pass.callers.of(fn, pass.file);
        if (callers.length === 0 || !callers.every(c => c.isCall))
            continue;
        const each = callers.map(c => consumptionOf(c.node, { file: c.file, inf: pass.inf }).bound);
        if (!each.every(b => b !== undefined))
            continue;
        const raced = each.some(b => b.by === 'race');
        const evidence = each.map((b, i) => placed(b, callers[i].file));
        const reason = 'every visible caller times the function around it';
        return { ...passed(each[0], raced && listens, evidence), reason };
    }
    return undefined;
}
const placed = ({ by, at }, file) => ({
    what: by === 'race' ? 'the timer of the race' : 'what bounds it',
    node: at,
    file,
});
function passed(bound, listens, evidence) {
    if (bound.by !== 'race' || !listens)
        return timed(bound.reason, ...evidence);
    return { ...timed(`${bound.reason}, but the loser keeps its listeners`, ...evidence), abandoned: true };
}
