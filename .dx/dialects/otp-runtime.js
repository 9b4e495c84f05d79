import { all } from './helpers.js';
const from = '@otp-audit/runtime';
const config = `${from}#TimeoutConfig`;
const bounds = (member, target) => ({
    role: 'timeoutWrapper',
    from,
    sym: `TimeoutConfig#${member}`,
    target,
    bounded: true,
});
/** Its handler gets each message, as a listener of `message` does. */
const servePeer = { returns: 'any' };
export const otpRuntime = {
    name: from,
    about: 'The runtime that migrated code uses: calls through TimeoutConfig are bounded by what it is configured with.',
    testedWith: { [from]: '0.1.0' },
    on: true,
    exports: {
        [from]: {
            ...all(`${from}#Module`, '*'),
            TimeoutConfig: { type: config },
            createTimeoutConfig: { returns: config },
            servePeer,
        },
        [`${from}/worker`]: { servePeer },
    },
    types: {
        [`${from}#Module`]: { members: { TimeoutConfig: { type: config }, createTimeoutConfig: { returns: config } } },
        [config]: {
            members: {
                call: { returns: 'Promise<any>' },
                callWithTimeout: { returns: 'Promise<any>' },
                getTimeout: { returns: 'number' },
                withFactor: { returns: config },
            },
        },
    },
    rows: [bounds('call', 1), bounds('callWithTimeout', 2)],
};
