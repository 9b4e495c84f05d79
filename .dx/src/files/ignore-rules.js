/** `.gitignore` and `.ignore` files of a tree; those of deeper folders have the last word. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, {} from 'ignore';
export const ignoreFiles = ['.gitignore', '.ignore'];
const ignorecase = process.platform === 'win32' || process.platform === 'darwin';
export class IgnoreRules {
    base;
    #rules;
    /** @param base Folder that all paths are relative to. */
    constructor(base, rules = ignore({ ignorecase })) {
        this.base = base;
        this.#rules = rules;
    }
    /** These rules and those of the ignore files named, which lie in a folder below the base. */
    with(folder, names) {
        const patterns = names.flatMap(name => read(join(this.base, folder, name))).map(line => moved(line, folder));
        if (patterns.length === 0)
            return this;
        return new IgnoreRules(this.base, ignore({ ignorecase })
            .add(this.#rules)
            .add(patterns.map(pattern => ({ pattern }))));
    }
    /** @param path Relative to the base, with `/`; folders end in one. */
    ignores(path) {
        return this.#rules.ignores(path);
    }
}
function read(path) {
    let text;
    try {
        text = readFileSync(path, 'utf8');
    }
    catch {
        return []; // ignores nothing: rather a file too many than one too few
    }
    return text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .filter(line => line.trim() !== '' && !line.startsWith('#'));
}
/** The pattern of a folder's ignore file as one of the base: what names no path holds at any depth. */
function moved(pattern, folder) {
    if (folder === '')
        return pattern;
    const negated = pattern.startsWith('!');
    const body = negated ? pattern.slice(1) : pattern;
    const anchored = /\/(?!\s*$)/.test(body);
    const prefix = folder.replace(/[\\*?[\] ]/g, '\\$&');
    return `${negated ? '!' : ''}/${prefix}/${anchored ? '' : '**/'}${body.replace(/^\//, '')}`;
}
