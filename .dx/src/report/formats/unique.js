/** Names for readers that drop all but the first of equal ones: the second gets a number. */
export class Unique {
    #used = new Set();
    #counts = new Map();
    of(name) {
        let unique = name;
        while (this.#used.has(unique)) {
            const count = (this.#counts.get(name) ?? 1) + 1;
            this.#counts.set(name, count);
            unique = `${name} ${count}`;
        }
        this.#used.add(unique);
        return unique;
    }
}
