import { all, returning, seen } from './helpers.js';
const sleepers = {
    setTimeout: { returns: 'Promise<any>' },
    setImmediate: { returns: 'Promise<any>' },
    setInterval: { returns: 'any' },
    scheduler: { type: 'timers/promises#Scheduler' },
};
const value = { type: 'timers/promises#Module' };
const callbacks = returning('object', 'setTimeout', 'setInterval', 'setImmediate');
export const timers = {
    name: 'timers',
    about: `What bounds somebody else's wait without a library.`,
    testedWith: { '@types/node': '22.20.5', typescript: '6.0.2' },
    on: true,
    exports: {
        'timers/promises': { default: value, '*': value, ...sleepers },
        timers: {
            ...all('timers#Module', 'default', '*'),
            promises: value,
            ...callbacks,
        },
    },
    types: {
        'timers/promises#Module': { members: sleepers },
        'timers#Module': { members: { promises: value, ...callbacks } },
        'timers/promises#Scheduler': {
            members: { wait: { returns: 'Promise<void>' }, yield: { returns: 'Promise<void>' } },
        },
    },
    rows: [
        {
            role: 'timeoutWrapper',
            from: 'lib.dom',
            sym: 'AbortSignal static#timeout',
            timeout: { arg: 0 },
            note: 'The timer does not keep the process alive.',
            atRuntime: seen('A script that waits for nothing else ends with exit code 13 before the signal fires: its timer is unref’d.'),
        },
        { role: 'timeoutWrapper', from: 'timers/promises', sym: 'setTimeout', timeout: { arg: 0 } },
        { role: 'timeoutWrapper', from: 'timers/promises', sym: 'Scheduler#wait', timeout: { arg: 0 } },
    ],
};
