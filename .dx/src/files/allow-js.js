/** Whether a project's JavaScript belongs to its program: `allowJs`, or `checkJs`, of the nearest tsconfig.json. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readJsonc } from './jsonc.js';
export class AllowJs {
    #folders = new Map();
    has(file) {
        return this.#inFolder(dirname(file));
    }
    #inFolder(folder) {
        const known = this.#folders.get(folder);
        if (known !== undefined)
            return known;
        const config = join(folder, 'tsconfig.json');
        const up = dirname(folder);
        let allowed = false;
        if (isFile(config)) {
            const { allowJs, checkJs } = optionsOf(config, new Set());
            allowed = allowJs ?? checkJs ?? false;
        }
        else if (up !== folder)
            allowed = this.#inFolder(up);
        this.#folders.set(folder, allowed);
        return allowed;
    }
}
/** Own options over inherited ones, later parents over earlier ones; presets from packages say nothing of JavaScript. */
function optionsOf(config, seen) {
    if (seen.has(config))
        return {};
    seen.add(config);
    const json = readJsonc(config);
    let options = {};
    for (const parent of [json?.extends].flat()) {
        if (typeof parent !== 'string' || !/^\.{0,2}\//.test(parent.replaceAll('\\', '/')))
            continue;
        const path = resolve(dirname(config), parent);
        const file = [path, `${path}.json`].find(isFile);
        if (file)
            options = { ...options, ...optionsOf(file, seen) };
    }
    const own = (json?.compilerOptions ?? {});
    for (const name of ['allowJs', 'checkJs']) {
        const value = own[name];
        if (typeof value === 'boolean')
            options = { ...options, [name]: value };
    }
    return options;
}
function isFile(path) {
    try {
        return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    }
    catch {
        return false; // a link that leads to itself, a folder that may not be entered
    }
}
