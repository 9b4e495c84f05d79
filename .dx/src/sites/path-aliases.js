/** `compilerOptions.paths` and `baseUrl` of the nearest tsconfig.json, as far as following imports needs them. */
import { dirname, join, resolve } from 'node:path';
import { readJsonc } from '../files/jsonc.js';
import { existsSync } from '../files/looks.js';
export class PathAliases {
    #nearest = new Map();
    /** Those that hold for the files of a folder. */
    nearest(dir) {
        if (this.#nearest.has(dir))
            return this.#nearest.get(dir);
        const config = join(dir, 'tsconfig.json');
        const up = dirname(dir);
        const found = (existsSync(config) ? read(config, new Set()) : undefined) ?? (up === dir ? undefined : this.nearest(up));
        this.#nearest.set(dir, found);
        return found;
    }
    /** Absolute paths, without extension, that a specifier may mean by them. */
    static targets(aliases, specifier) {
        const found = [];
        for (const p of aliases.patterns) {
            if (p.exact ? specifier !== p.prefix : !specifier.startsWith(p.prefix) || !specifier.endsWith(p.suffix))
                continue;
            const middle = specifier.slice(p.prefix.length, specifier.length - p.suffix.length);
            for (const t of p.targets)
                found.push(t.replace('*', () => middle));
        }
        if (aliases.baseUrl)
            found.push(join(aliases.baseUrl, specifier));
        return found;
    }
}
/** What is no path alias, in a file or in a setting, is left to the type oracle to complain about. */
function read(path, seen) {
    if (seen.has(path))
        return undefined;
    seen.add(path);
    const config = readJsonc(path);
    if (!config)
        return undefined;
    const dir = dirname(path);
    const options = (config.compilerOptions ?? {});
    const base = typeof options.baseUrl === 'string' ? resolve(dir, options.baseUrl) : undefined;
    if (base !== undefined || isRecord(options.paths)) {
        const paths = isRecord(options.paths) ? options.paths : {};
        return { patterns: Object.entries(paths).map(([p, t]) => patternOf(p, texts(t), base ?? dir)), baseUrl: base };
    }
    for (const parent of texts([config.extends].flat()).reverse()) {
        if (!parent.startsWith('.'))
            continue;
        const file = resolve(dir, parent);
        const found = [file, `${file}.json`].find(f => existsSync(f));
        const inherited = found && read(found, seen);
        if (inherited)
            return inherited;
    }
    return undefined;
}
const isRecord = (value) => typeof value === 'object' && value !== null;
const texts = (value) => Array.isArray(value) ? value.filter((t) => typeof t === 'string') : [];
function patternOf(pattern, targets, base) {
    const star = pattern.indexOf('*');
    return {
        prefix: star < 0 ? pattern : pattern.slice(0, star),
        suffix: star < 0 ? '' : pattern.slice(star + 1),
        exact: star < 0,
        targets: targets.map(t => resolve(base, t)),
    };
}
