/** Files of one scan, parsed on demand, and what their imports lead to inside the scanned tree. */
import { readText } from '../files/read.js';
import { parseFile } from './ast.js';
import { specifiersIn } from './importers.js';
import { plainExport } from './plain-export.js';
export class Project {
    ground;
    isLibrary;
    given;
    trees;
    #files = new Map();
    /** Texts of files that were looked into and not parsed yet. */
    #texts = new Map();
    /**
     * @param isLibrary Whether the tables say what a module exports.
     * @param given Texts that stand in for files.
     * @param trees Files that were parsed earlier; they are parsed again if they have another text.
     */
    constructor(ground, isLibrary, given, trees = new Map()) {
        this.ground = ground;
        this.isLibrary = isLibrary;
        this.given = given;
        this.trees = trees;
    }
    /** The parsed file. @throws ParseError, NotSource, or the error of reading it. */
    file(path, text) {
        let known = this.#files.get(path);
        if (!known) {
            try {
                known = this.#parsed(path, text ?? this.#text(path));
                this.#texts.delete(path);
            }
            catch (error) {
                known = error;
            }
            this.#files.set(path, known);
        }
        if (known instanceof Error)
            throw known;
        return known;
    }
    #parsed(path, text) {
        const tree = this.trees.get(path);
        if (tree?.text === text)
            return tree;
        const fresh = parseFile(path, text);
        this.trees.set(path, fresh);
        return fresh;
    }
    /** As {@link file}, for a file that is only followed into: one that can't be read says nothing. */
    followed(path) {
        try {
            return this.file(path);
        }
        catch {
            return undefined; // it has its own entry under `skipped` when it is itself scanned
        }
    }
    /** Whether a name stands in the text of a file. */
    mentions(path, name) {
        return this.#textOrNone(path)?.includes(name) ?? false;
    }
    /** Files of the scanned tree that a file imports, told by its text. */
    importsOf(path) {
        const found = [];
        for (const specifier of specifiersIn(this.#textOrNone(path) ?? '')) {
            const target = this.resolve(path, specifier);
            if (target !== undefined)
                found.push(target);
        }
        return found;
    }
    /** Whether the file can export the name at all; told by its text, as most that `export *` leads to do not. */
    mayExport(path, name) {
        return this.#plainOf(path, name) !== 'none';
    }
    /**
     * A declaration of the tree's own that no site can be made of: a function, or a class of whose bases none is a
     * library's. None if the texts leave any doubt about what the name stands for.
     */
    plainExport(path, name) {
        const found = this.#plainOf(path, name);
        return found === 'none' ? undefined : found;
    }
    #plainOf(path, name) {
        const { plain } = this.ground;
        const key = `${name}\0${path}`;
        let known = plain.get(key);
        if (!known || !this.#stillHolds(known)) {
            const from = new Set();
            known = { plain: plainExport(this.#notingIn(from), path, name), from, given: this.given };
            plain.set(key, known);
        }
        return known.plain;
    }
    #stillHolds({ from, given }) {
        return given === this.given || [...from].every(path => given?.get(path) === this.given?.get(path));
    }
    #notingIn(seen) {
        return {
            text: path => {
                seen.add(path);
                return this.#textOrNone(path);
            },
            resolve: (from, specifier) => this.resolve(from, specifier),
            isKnown: specifier => this.isLibrary(specifier),
        };
    }
    #textOrNone(path) {
        const file = this.#files.get(path);
        if (file)
            return file instanceof Error ? undefined : file.text;
        try {
            return this.#text(path);
        }
        catch {
            return undefined;
        }
    }
    #text(path) {
        let text = this.#texts.get(path);
        if (text === undefined) {
            text = this.given?.get(path) ?? readText(path);
            this.#texts.set(path, text);
        }
        return text;
    }
    /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
    resolve(from, specifier) {
        return this.ground.resolve(from, specifier);
    }
}
