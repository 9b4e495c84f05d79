import { all, chained } from './helpers.js';
const members = {
    ...chained(),
    stdin: { type: 'process#ReadStream' },
    stdout: { type: 'process#WriteStream' },
    stderr: { type: 'process#WriteStream' },
    env: { type: 'object' },
    ...all('string', 'platform', 'version', 'arch', 'execPath', 'title'),
    argv: { type: 'string[]' },
    pid: { type: 'number' },
    ppid: { type: 'number' },
    connected: { type: 'boolean' },
    channel: { type: 'object' },
    send: { returns: 'boolean' },
    disconnect: { returns: 'void' },
    kill: { returns: 'boolean' },
    emit: { returns: 'boolean' },
    cwd: { returns: 'string' },
    exit: { returns: 'void' },
};
const value = { type: 'process#Process' };
/** `process`, shared by the dialects that have rows on it. */
export const processShape = {
    exports: { process: { default: value, '*': value, ...members } },
    types: {
        // `parentPort` is there in Electron's utility processes.
        'process#Process': {
            extends: ['events#EventEmitter'],
            members: { ...members, parentPort: { type: 'electron#ParentPort' } },
        },
        'process#Global': { isGlobal: true },
        'process#ReadStream': { extends: ['tty#ReadStream'] },
        'process#WriteStream': { extends: ['tty#WriteStream'] },
    },
    globals: { process: value, global: { type: 'process#Global' } },
};
