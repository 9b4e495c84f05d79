import { isHeard } from './heard.js';
const ended = 'a loss is logged, and no longer silent';
/** By dialect, where its raw send does more about a loss than to be silent. */
const losses = {
    'node:child_process': 'a loss is logged, and no longer an uncaught error; so is a child that could not start, and what is sent while 10 000 messages have not left yet',
    'node:cluster': 'a loss is logged, and no longer an uncaught error; so is what is sent while 10 000 messages have not left yet',
    ws: `${ended}; a socket that is still connecting holds its messages instead of throwing; what is sent while 10 000 messages have not left yet is refused and logged`,
    'xstate@5': `${ended}; an event that nothing handles is logged, and so is an action that throws`,
};
/** Where its raw send tells a loss to the listeners of `error` that there are. */
const toldBefore = {
    'node:child_process': "a loss is logged, and no longer told to the child's listeners of `error`; so is what is sent while 10 000 messages have not left yet",
    'node:cluster': "a loss is logged, and no longer told to the worker's listeners of `error`; so is what is sent while 10 000 messages have not left yet",
};
/** Recipients whose error ends the process if nobody hears it; the runtime does. */
const loud = {
    'node:worker_threads Worker#postMessage': 'worker',
    'ws WebSocket#send': 'socket',
};
export function differenceOf(site, awaited, { target, sites, tree }) {
    const heard = isHeard(target, site.dialect, sites, tree);
    const loss = (heard ? toldBefore[site.dialect] : undefined) ?? losses[site.dialect] ?? ended;
    const what = site.dialect.startsWith('xstate') ? 'actor' : loud[`${site.dialect} ${site.symbol}`];
    const unheard = what !== undefined && !heard
        ? `; an error of the ${what} that nobody listens to is logged, and no longer ends the process`
        : '';
    // a thread is asked with its first message whether it is served; one that is busy has a second to say so
    const wait = site.dialect === 'node:worker_threads' ? ', the first one of a busy peer within a second' : '';
    return `${awaited ? `the function ends once the message is handed over${wait}; what can't be sent at all is logged instead of thrown; ` : ''}${loss}${unheard}`;
}
