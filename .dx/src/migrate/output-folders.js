/** Where a project's compiler writes to, by its tsconfig.json: what runs as `dist/worker.js` is written as `src/worker.ts`. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readJsonc } from '../files/jsonc.js';
export class OutputFolders {
    #outputs = new Map();
    /** Paths that a compiled file may come from, with its own ending. */
    sourcesOf(path) {
        const output = this.#above(dirname(path));
        if (!output || !isBelow(output.outDir, path))
            return [];
        return output.sources.map(folder => join(folder, relative(output.outDir, path)));
    }
    /** The path is one of a compiled file. */
    holds(path) {
        const output = this.#above(dirname(path));
        return output !== undefined && isBelow(output.outDir, path);
    }
    #above(dir) {
        if (this.#outputs.has(dir))
            return this.#outputs.get(dir);
        const config = join(dir, 'tsconfig.json');
        const up = dirname(dir);
        const found = existsSync(config) ? outputOf(config) : up === dir ? undefined : this.#above(up);
        this.#outputs.set(dir, found);
        return found;
    }
}
const isBelow = (folder, path) => path.startsWith(folder + sep);
function outputOf(config) {
    const dir = dirname(config);
    const outDir = option(config, 'outDir', new Set());
    if (outDir === undefined || outDir === dir)
        return undefined;
    const rootDir = option(config, 'rootDir', new Set());
    const include = readJsonc(config)?.include;
    const included = Array.isArray(include)
        ? include.filter(i => typeof i === 'string').map(i => i.split(/[/*]/)[0])
        : [];
    const guessed = [...included, 'src', '.'].map(folder => resolve(dir, folder));
    return { outDir, sources: rootDir === undefined ? guessed : [rootDir] };
}
/** A folder among the compiler's options, with what the configuration extends. */
function option(config, name, seen) {
    if (seen.has(config))
        return undefined;
    seen.add(config);
    const read = readJsonc(config);
    const own = read?.compilerOptions?.[name];
    if (typeof own === 'string')
        return resolve(dirname(config), own);
    for (const parent of [read?.extends].flat().reverse()) {
        if (typeof parent !== 'string' || !parent.startsWith('.'))
            continue;
        const file = resolve(dirname(config), parent);
        const found = [file, `${file}.json`].find(f => existsSync(f));
        const inherited = found === undefined ? undefined : option(found, name, seen);
        if (inherited !== undefined)
            return inherited;
    }
    return undefined;
}
