/** What a program that is not type-checked may hand to `scan`. */
import { UsageError } from '../errors.js';
import { presetOf } from './config.js';
const backends = ['native', 'ts-morph', 'off'];
/** @throws UsageError for a value that an option can't have. */
export function checkOptions({ paths, preset, types, testFiles, changed, staged }) {
    if (preset !== undefined)
        presetOf(preset, 'preset');
    if (types !== undefined && !backends.includes(types))
        throw new UsageError(`types must be one of ${backends.join(', ')}, not ${JSON.stringify(types)}`);
    if (changed !== undefined && typeof changed !== 'boolean' && typeof changed !== 'string')
        throw new UsageError(`changed must name a branch, tag or commit, or be true, not ${JSON.stringify(changed)}`);
    if (staged && changed !== undefined && changed !== false)
        throw new UsageError('--staged reads the index, --changed compares the work tree with a commit; leave one of them out');
    for (const [name, list] of Object.entries({ paths, testFiles }))
        if (list !== undefined && !(Array.isArray(list) && list.every(s => typeof s === 'string')))
            throw new UsageError(`${name} must be a list of strings, not ${JSON.stringify(list)}`);
}
