/** Where a project stands with the runtime: which files import it, and whether the packages they belong to depend on it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtime } from '../../codemods/codemod.js';
import { discover } from '../files/discover.js';
import { relativePath } from '../files/paths.js';
import { readAll } from '../files/read.js';
import { parseFile } from '../sites/ast.js';
import { importedFrom } from './imports.js';
const fields = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];
/** Of the files that were scanned. The plan's texts are taken as planned, whatever is on the disk by now. */
export async function deployments({ root, before, files }, signal) {
    const planned = new Map(files.map(f => [f.path, f]));
    const now = new Map();
    const then = new Map();
    const note = (all, path, text) => {
        const names = namesIn(path, text);
        if (names.length > 0)
            all.set(path, names);
    };
    // of git's index a folder may be asked for that the work tree has no more
    const roots = before.summary.roots.filter(r => /[*?{[(!]/.test(r) || existsSync(join(root, r)));
    const found = roots.length > 0 ? (await discover({ root, paths: roots, signal })).files : [];
    const others = found.filter(f => !planned.has(f));
    // what can't be read is among the skipped of the scan
    await readAll(others, (path, text, bytes) => {
        if (!bytes.includes(runtime))
            return;
        note(now, path, text());
    }, signal);
    for (const [path, names] of now)
        then.set(path, names);
    for (const [path, plan] of planned) {
        note(now, path, plan.before);
        note(then, path, plan.after);
    }
    const manifests = new Manifests(root);
    return { before: deploymentOf(now, manifests), after: deploymentOf(then, manifests) };
}
function namesIn(path, text) {
    if (!text.includes(runtime))
        return [];
    try {
        return importedFrom(parseFile(path, text), runtime);
    }
    catch {
        return []; // a file that does not parse is among the skipped of the scan
    }
}
function deploymentOf(imports, manifests) {
    const packages = new Map();
    for (const path of imports.keys()) {
        const use = manifests.of(dirname(path));
        packages.set(use.file, { ...use, importing: (packages.get(use.file)?.importing ?? 0) + 1 });
    }
    return {
        importing: imports.size,
        names: [...new Set([...imports.values()].flat())].sort(),
        packages: [...packages.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
    };
}
/** The nearest package.json that declares the runtime, as Node looks upwards for it; else the nearest of all. */
class Manifests {
    root;
    #of = new Map();
    constructor(root) {
        this.root = root;
    }
    of(folder) {
        const known = this.#of.get(folder);
        if (known)
            return known;
        const own = join(folder, 'package.json');
        const above = dirname(folder) === folder ? { file: '' } : this.of(dirname(folder));
        const here = existsSync(own) ? declaredIn(own, relativePath(this.root, own)) : undefined;
        const best = here === undefined || (here.field === undefined && above.field !== undefined) ? above : here;
        this.#of.set(folder, best);
        return best;
    }
}
function declaredIn(path, file) {
    let manifest;
    try {
        manifest = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
    }
    catch (error) {
        return { file, unreadable: error.message };
    }
    const field = fields.find(name => typeof manifest?.[name]?.[runtime] === 'string');
    return field === undefined ? { file } : { file, field, version: manifest[field][runtime] };
}
