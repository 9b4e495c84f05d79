/** What is asked of a scan, and what answers it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../tool.js';
import { hashOf } from './picture.js';
/** A name for the question: each has one kept result. */
export function nameOf(root, { paths, preset, types, testFiles, config, today }) {
    return hashOf(JSON.stringify([root, paths ?? [], preset, types, testFiles, config, today]));
}
/**
 * What a result depends on that is not looked at on the disk.
 * @returns Or why that can't be told.
 */
export function factsOf(configs) {
    const build = buildId();
    if (build === undefined)
        return 'otp-audit runs from its sources, which may change between two runs';
    const config = textOf(configs);
    if (config === undefined)
        return 'the configuration holds code, which nobody can compare';
    const { version, platform, arch, execArgv, env } = process;
    return {
        'otp-audit': build,
        'Node.js': `${version} ${platform} ${arch}`,
        "Node.js's options": JSON.stringify([execArgv, env.NODE_OPTIONS]),
        // who may read what
        'the user': String(process.getuid?.()),
        'the configuration': config,
    };
}
/** None if there is more to it than its text. */
function textOf(configs) {
    let isData = true;
    const text = JSON.stringify(configs, (_, value) => {
        if (typeof value === 'function' || value instanceof RegExp || value instanceof Map || value instanceof Set)
            isData = false;
        return value;
    });
    return isData ? text : undefined;
}
/** Written by `scripts/build.mjs`: the hash of all that was built. */
function buildId() {
    if (import.meta.url.endsWith('.ts'))
        return undefined;
    try {
        return readFileSync(join(tool().folder, 'dist/build-id'), 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
