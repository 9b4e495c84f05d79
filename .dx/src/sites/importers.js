/** Which files can know what a file declares: those that import it, and those that import one of these. */
/** What a text imports, by whatever form. */
export function* specifiersIn(text) {
    for (const [, single, double, template] of text.matchAll(imported))
        yield (single ?? double ?? template);
}
const imported = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`$\n]+)`)/g;
export class Importers {
    /** File → files that import it. */
    #direct = new Map();
    #all = new Map();
    /** @param importsOf Files that a file imports. */
    constructor(importsOf, files) {
        for (const path of files) {
            for (const target of importsOf(path)) {
                const known = this.#direct.get(target);
                if (known)
                    known.add(path);
                else
                    this.#direct.set(target, new Set([path]));
            }
        }
    }
    /** Those from which a chain of imports leads to the file. */
    of(path) {
        let found = this.#all.get(path);
        if (!found) {
            const reached = new Set();
            const open = [path];
            for (let file = open.pop(); file !== undefined; file = open.pop())
                for (const importer of this.#direct.get(file) ?? [])
                    if (!reached.has(importer)) {
                        reached.add(importer);
                        open.push(importer);
                    }
            found = reached;
            this.#all.set(path, found);
        }
        return found;
    }
}
