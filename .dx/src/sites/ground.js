/**
 * The scanned tree as far as it lies on the disk: where imports lead, and what was learned of texts on the way. Scans of
 * the same files that follow each other stand on the same ground.
 */
import { dirname, resolve } from 'node:path';
import { isFile } from '../files/looks.js';
import { memberFolders } from '../files/workspaces.js';
import { Mentioned } from './mentioned.js';
import { PathAliases } from './path-aliases.js';
const replaced = [
    [/\.js$/, ['.ts', '.tsx', '.js']],
    [/\.jsx$/, ['.tsx', '.jsx']],
    [/\.mjs$/, ['.mts', '.mjs']],
    [/\.cjs$/, ['.cts', '.cjs']],
];
const added = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.js'];
export class Ground {
    root;
    packages;
    files;
    /** Name and file → what the file exports under it. */
    plain = new Map();
    mentioned = new Mentioned();
    /** Folder, aliases or, without any, the ground → what is imported there → file. */
    #resolved = new Map();
    #exists = new Map();
    #aliases = new PathAliases();
    /**
     * @param root Folder that is scanned.
     * @param files Files that are known to exist.
     */
    constructor(root, packages, files) {
        this.root = root;
        this.packages = packages;
        this.files = files;
        for (const file of files)
            this.#exists.set(file, true);
    }
    /** Whether it is that of these files. */
    isOf(files) {
        return files.length === this.files.length && files.every((file, i) => file === this.files[i]);
    }
    /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
    resolve(from, specifier) {
        const folder = dirname(from);
        const isPath = specifier.startsWith('.') || specifier.startsWith('/');
        // names of packages mean the same in all files that share their aliases
        const aliases = isPath ? undefined : this.#aliases.nearest(folder);
        const place = isPath ? folder : (aliases ?? this);
        let resolved = this.#resolved.get(place);
        if (!resolved) {
            resolved = new Map();
            this.#resolved.set(place, resolved);
        }
        if (!resolved.has(specifier))
            resolved.set(specifier, isPath ? this.#module(resolve(folder, specifier)) : this.#inWorkspace(specifier, aliases));
        return resolved.get(specifier);
    }
    #inWorkspace(specifier, aliases) {
        for (const candidate of aliases ? PathAliases.targets(aliases, specifier) : []) {
            const found = this.#module(candidate);
            if (found)
                return found;
        }
        for (const candidate of this.packages.sourcesOf(specifier, memberFolders)) {
            const found = this.#module(candidate);
            if (found)
                return found;
        }
        return undefined;
    }
    #module(base) {
        for (const [ending, others] of replaced) {
            if (!ending.test(base))
                continue;
            for (const o of others) {
                const path = base.replace(ending, o);
                if (this.#has(path))
                    return path;
            }
        }
        if (/\.[mc]?tsx?$/.test(base) && !base.endsWith('.d.ts') && this.#has(base))
            return base;
        for (const a of added)
            if (this.#has(base + a))
                return base + a;
        return undefined;
    }
    #has(path) {
        let known = this.#exists.get(path);
        if (known === undefined) {
            known = isFile(path);
            this.#exists.set(path, known);
        }
        return known;
    }
}
