/** A `package.json`, as text and as what it says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.js';
/** @throws UsageError where it is no JSON object, which no package manager would take either. */
export function manifestIn(folder) {
    const path = join(folder, 'package.json');
    if (!existsSync(path))
        return undefined;
    const text = readFileSync(path, 'utf8');
    let value;
    try {
        value = JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch (error) {
        throw new UsageError(`${path}: is not valid JSON: ${error.message}; repair it first`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new UsageError(`${path}: holds no object; repair it first`);
    return { path, text, value: value };
}
/** The range that a package is asked for with, in any kind of dependency. */
export function rangeOf({ value }, name) {
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
        const range = value[kind]?.[name];
        if (typeof range === 'string')
            return range;
    }
    return undefined;
}
