/** What texts were searched for and found to hold: scans that follow each other need not read them again for it. */
/** Older searches are forgotten: a later scan then reads again. */
const most = 24;
export class Mentioned {
    #searches = [];
    #imports = new Map();
    /** Files that a file imports. */
    imports(path, text) {
        const known = this.#imports.get(path);
        return known && known.text === text ? known.targets : undefined;
    }
    learnImports(path, text, targets) {
        this.#imports.set(path, { text, targets });
    }
    /**
     * Tells which of the names a file was not searched for yet: the same set, as an object, for files of which the same
     * is known.
     */
    unsearched(names) {
        const left = new Map();
        return (path, text) => {
            let known = 0;
            for (const [i, search] of this.#searches.entries())
                if (holds(search, path, text))
                    known |= 1 << i;
            let rest = left.get(known);
            if (!rest) {
                rest = new Set([...names].filter(n => !this.#searches.some((s, i) => known & (1 << i) && s.names.has(n))));
                left.set(known, rest);
            }
            return rest;
        };
    }
    /** Those of the names that a file holds, as far as it was searched for them. */
    in(path, text, names) {
        const searches = this.#searches.filter(search => holds(search, path, text));
        return new Set(searches.flatMap(s => s.found.get(path) ?? []).filter(name => names.has(name)));
    }
    /** Begins a search for names; what it finds is told to what this returns. */
    search(names) {
        const search = { names, texts: new Map(), found: new Map() };
        this.#searches.push(search);
        if (this.#searches.length > most)
            this.#searches.shift();
        return (path, text, found) => {
            search.texts.set(path, text);
            if (found.length > 0)
                search.found.set(path, found);
        };
    }
}
const holds = ({ texts }, path, text) => texts.get(path) === text && (text !== undefined || texts.has(path));
