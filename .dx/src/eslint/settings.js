/** What an ESLint configuration says under `settings['otp-audit']`. */
import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
const known = {
    preset: true,
    types: true,
    root: true,
    paths: true,
    config: true,
    minSeverity: true,
    timeoutMs: true,
};
export const severities = ['info', 'warning', 'error'];
/** The longest that can be waited for. */
const longest = 2 ** 31 - 1;
/** @throws UsageError; what a scan itself is told, it checks itself. */
export function readSettings(value, cwd) {
    const where = `settings['otp-audit']`;
    const settings = (value ?? {});
    if (typeof settings !== 'object' || Array.isArray(settings))
        throw new UsageError(`${where} must hold an object, such as { types: 'off' }`);
    for (const key of Object.keys(settings))
        if (!Object.hasOwn(known, key))
            throw new UsageError(`${where} has no "${key}"; known are ${Object.keys(known).join(', ')}`);
    const { preset, types, root = '.', paths, config, minSeverity = 'info', timeoutMs = 120_000 } = settings;
    if (typeof root !== 'string')
        throw new UsageError(`${where}.root must be a folder, not ${JSON.stringify(root)}`);
    if (config !== undefined && config !== false && typeof config !== 'string')
        throw new UsageError(`${where}.config must be a path or false, not ${JSON.stringify(config)}`);
    if (!severities.includes(minSeverity))
        throw new UsageError(`${where}.minSeverity must be one of ${severities.join(', ')}, not ${JSON.stringify(minSeverity)}`);
    if (typeof timeoutMs !== 'number' || !(timeoutMs > 0 && timeoutMs <= longest))
        throw new UsageError(`${where}.timeoutMs must be a number of milliseconds above 0, not ${JSON.stringify(timeoutMs)}`);
    return { options: { preset, types, paths, config, root: resolve(cwd, root) }, minSeverity, timeoutMs };
}
