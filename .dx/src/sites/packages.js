/** Packages of the scanned repository, and those that they depend on, by the package.json files above the scanned files. */
import { dirname, join } from 'node:path';
import { existsSync } from '../files/looks.js';
import { isInside, within } from '../files/paths.js';
import { readText } from '../files/read.js';
import { sourcesOf } from './entry-points.js';
import { packageOf } from './library.js';
export class Packages {
    root;
    #known = new Map();
    /** Folders with a package.json at or above scanned files. */
    #folders = [];
    #isComplete = false;
    /** @param root Folders above it are looked at only for the workspace that it is a part of. */
    constructor(root) {
        this.root = root;
    }
    /**
     * Makes packages of the same repository known.
     * @returns Names of the packages that these depend on.
     */
    learn(files) {
        const dependencies = new Set();
        const seen = new Set();
        for (const file of files) {
            for (let dir = dirname(file); !seen.has(dir); dir = dirname(dir)) {
                seen.add(dir);
                if (existsSync(within(dir, 'package.json'))) {
                    const needs = this.#add(dir);
                    this.#folders.push(dir);
                    for (const n of needs)
                        dependencies.add(n);
                }
                if (dir === this.root || dirname(dir) === dir)
                    break;
            }
        }
        return dependencies;
    }
    /** Absolute paths at which the source of what is imported from one of these packages may be, the likeliest first. */
    sourcesOf(specifier, membersOf) {
        const name = packageOf(specifier);
        if (!this.#known.has(name))
            this.#complete(membersOf);
        const known = this.#known.get(name);
        if (!known)
            return [];
        return sourcesOf(known.manifest, specifier.slice(name.length + 1)).map(path => join(known.folder, path));
    }
    /** @returns Names of the packages that it depends on. */
    #add(folder) {
        const { name, needs, content } = readManifest(join(folder, 'package.json'));
        if (name && !this.#known.has(name))
            this.#known.set(name, { folder, manifest: content });
        return needs;
    }
    /** Where only a part of a workspace is scanned, its other packages are followed into all the same. */
    #complete(membersOf) {
        if (this.#isComplete)
            return;
        this.#isComplete = true;
        const seen = new Set(this.#folders);
        const members = this.#folders.flatMap(folder => membersOf(folder));
        for (const folder of members.length > 0 ? members : membersAbove(this.root, membersOf))
            if (!seen.has(folder))
                this.#add(folder);
    }
}
/** The packages of the nearest workspace above that counts the folder, or one in it, as its own. */
function membersAbove(root, membersOf) {
    for (let dir = root; dirname(dir) !== dir;) {
        dir = dirname(dir);
        const members = membersOf(dir);
        if (members.some(m => isInside(m, root) || isInside(root, m)))
            return members;
    }
    return [];
}
function readManifest(manifest) {
    try {
        const content = JSON.parse(readText(manifest));
        const { name, dependencies, devDependencies, peerDependencies } = content;
        const needs = [dependencies, devDependencies, peerDependencies].flatMap(d => d && typeof d === 'object' ? Object.keys(d) : []);
        return { name: typeof name === 'string' ? name : undefined, needs, content };
    }
    catch {
        return { needs: [], content: {} }; // a broken manifest names no package; npm itself will say more about it
    }
}
