/** What a migration writes, in the format of the project. */
import { dirname } from 'node:path';
import { repositoryOf } from '../../files/git.js';
import { applied } from '../merge.js';
import { spansAfter } from '../places.js';
import { styleOf } from '../text-style.js';
import { formattersFor } from './find.js';
import { MissingFormatter } from './formatter.js';
import { allEdits, isWithin, ownEdits } from './touched.js';
/** Formats plans; the same text is formatted once. */
export class Format {
    #formatters = new Map();
    #known = new Map();
    #trouble = new Map();
    #top;
    constructor(root) {
        this.#top = repositoryOf(root) ?? root;
    }
    /** Why something is not formatted. */
    get notices() {
        return [...this.#trouble].map(([why, files]) => {
            const [first] = [...files].sort();
            return `${why}: what is changed in ${files.size > 1 ? `${first} and ${files.size - 1} more` : first} is not formatted`;
        });
    }
    async of(plan) {
        if (plan.fixes.length === 0)
            return plan;
        const key = `${plan.path}\0${plan.after}`;
        let known = this.#known.get(key);
        if (!known) {
            known = this.#edits(plan);
            this.#known.set(key, known);
        }
        const formatting = await known;
        return { ...plan, formatting, after: applied(plan.after, formatting) };
    }
    async #edits(plan) {
        const { file, path, before, after } = plan;
        for (const formatter of await this.#of(dirname(path), file)) {
            try {
                const formatted = await formatter.format(path, after);
                if (formatted === undefined)
                    continue;
                const touched = { path, text: after, spans: spansAfter(plan) };
                const all = allEdits(touched, withEol(formatted, before));
                if (isWithin(touched, all))
                    return all;
                if (withEol((await formatter.format(path, before)) ?? '', before) === before)
                    return all;
                const own = ownEdits(touched, all);
                if (own)
                    return own;
                this.#note(`the file is not in the format of ${formatter.name}`, file);
            }
            catch (error) {
                this.#note(`${formatter.name} fails (${error.message.split('\n')[0]})`, file);
            }
            return [];
        }
        return [];
    }
    async #of(folder, file) {
        let known = this.#formatters.get(folder);
        if (!known) {
            known = formattersFor(folder, this.#top);
            this.#formatters.set(folder, known);
        }
        try {
            return await known;
        }
        catch (error) {
            this.#note(error instanceof MissingFormatter
                ? error.message
                : `a formatter can't be loaded (${error.message.split('\n')[0]})`, file);
            return [];
        }
    }
    #note(why, file) {
        this.#trouble.set(why, (this.#trouble.get(why) ?? new Set()).add(file));
    }
}
/** As many at a time as a machine can well run. */
const atOnce = 4;
export async function formatted(plans, format) {
    const out = [];
    for (let i = 0; i < plans.length; i += atOnce)
        out.push(...(await Promise.all(plans.slice(i, i + atOnce).map(p => format.of(p)))));
    return out;
}
/** A checkout may have other line ends than the project's format asks for: those of the file stay. */
const withEol = (text, like) => text.replace(/\r?\n/g, styleOf(like).eol);
