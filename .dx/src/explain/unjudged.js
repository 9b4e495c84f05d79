import { positionOf } from '../sites/ast.js';
import { roleWords } from './row.js';
const ruleOf = {
    send: 'raw-send',
    broadcast: 'raw-send',
    selfSend: 'raw-send',
    ackSend: 'raw-send',
    watch: 'unmanaged-watcher',
    call: 'untimed-call',
    spawn: 'unsupervised-spawn',
};
/** The rule that would have judged it is not run on its file. */
export function turnedOff({ row, name, file }, rules, callee) {
    const rule = ruleOf[row.role];
    if (rule === undefined || rules[rule].state !== 'off')
        return undefined;
    const { line, column } = positionOf(file, name.start);
    const reason = `\`${row.sym}\` of ${row.dialect} ${roleWords(row)}, but the configuration turns the rule ${rule} off for this file`;
    return { line, column, callee, because: 'no-site', reason, through: [] };
}
export function unjudged(site, callee, judged, handMade, spot) {
    const { row, name, file } = site;
    const { line, column } = positionOf(file, name.start);
    const what = `\`${row.sym}\` of ${row.dialect} ${roleWords(row)}`;
    const place = { line, column, callee };
    const whole = handMade.get(site.node);
    if (whole && whole.primary !== site)
        return {
            ...place,
            because: 'part-of-another',
            reason: `${what}; here it is a part of a call made by hand, and the verdict on that stands with its ${whole.send === whole.primary ? 'send' : 'wait'}`,
            through: [spot('the site with the verdict', whole.primary.name, whole.primary.file)],
        };
    switch (row.role) {
        case 'unwatch':
        case 'stop':
        case 'release':
        case 'timeoutWrapper': {
            const users = usersOf(site, judged, spot);
            const none = row.role === 'timeoutWrapper' ? 'no wait of the file rests on it' : 'no watcher of the file rests on it';
            return {
                ...place,
                because: 'counts-for-others',
                reason: `${what}: it is judged with what it is for${users.length > 0 ? '' : `; ${none}`}`,
                through: users,
            };
        }
        case 'call':
        case 'ackSend':
            return {
                ...place,
                because: 'no-site',
                reason: `${what}, but here nobody waits for its result, or only for what may take its time`,
                through: [],
            };
        case 'spawn':
            return {
                ...place,
                because: 'no-site',
                reason: `${what}, but one that is no process, thread or actor of the program's own (a socket, a window, a pool)`,
                through: [],
            };
        case 'watch':
            return {
                ...place,
                because: 'no-site',
                reason: `${what}; what is assigned here is nothing, which takes the listener away`,
                through: [],
            };
        default:
            return { ...place, because: 'no-site', reason: `${what}, and no rule has a say in it`, through: [] };
    }
}
/** Verdicts that rest on this very call. */
function usersOf(site, judged, spot) {
    const rests = (j) => (j.verdict.evidence ?? []).some(e => e.file === site.file && isAt(e.node, site));
    return judged
        .filter(j => j.site !== site && rests(j))
        .map(j => spot(`what rests on it (${j.verdict.kind})`, j.site?.name ?? j.node, (j.site?.file ?? site.file)));
}
const isAt = (node, site) => node === site.node || node === site.name;
