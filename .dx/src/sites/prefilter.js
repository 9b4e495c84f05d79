/** The quick test over a file's bytes that decides whether it is parsed at all. Most files end here. */
import { builtinModules } from 'node:module';
import { packageOf, siteRoles } from './library.js';
const builtin = new Set(builtinModules);
/** What stands between a member's name and its first argument. */
const open = '\\s*(?:\\?\\.\\s*)?(?:<[^()]{0,200}>)?\\(\\s*';
/**
 * After a member's name: not a longer chain, an assignment or a comparison, nor a plain argument or template
 * hole such as `f(x.handle, y)`: such a mention never ends up under a name that is called.
 */
const taken = '\\b(?!\\s*(?:\\??\\.(?!\\s*(?:[(<]|(?:bind|call|apply)\\b))|\\[|=[^=>]|[!=]==?))' +
    '(?!\\s*[,)}](?<=(?:\\$\\{|[\\w$\\])>]\\s*\\(|,)\\s*[\\w$.!?]*\\s*[,)}]))';
class Part {
    needs;
    forms = new Map();
    #test;
    /** @param needs Modules whose import anywhere, or globals whose mention, makes it present; none: it is always there. */
    constructor(needs) {
        this.needs = needs;
    }
    /** Asked of few files, and compiled then. */
    get test() {
        this.#test ??= regex(this.forms);
        return this.#test;
    }
}
/**
 * Which files can hold a site. A library's members count in every file once the library is imported anywhere: an
 * actor travels from file to file without its name. Its functions count where its module is named.
 */
export class Prefilter {
    #any;
    #imports;
    #globals = new Set();
    #parts;
    #present = new Set();
    /** Dialect → libraries of which one makes it present; none: it is always there. */
    #dialects = new Map();
    constructor(library) {
        const parts = new Map();
        const all = new Map();
        for (const row of library.rows()) {
            if (!siteRoles.has(row.role) || row.local)
                continue;
            const isCommon = row.from === 'lib.dom' || builtin.has(packageOf(row.from));
            const modules = library.packages.get(row.dialect);
            const global = isCommon ? onlyByName(row) : undefined;
            if (global !== undefined)
                this.#globals.add(global);
            const key = isCommon ? `global ${global ?? ''}` : row.dialect;
            this.#dialects.set(row.dialect, isCommon ? new Set() : (this.#dialects.get(row.dialect) ?? modules));
            const needs = global !== undefined ? new Set([global]) : isCommon ? new Set() : modules;
            const part = parts.get(key) ?? new Part(needs);
            parts.set(key, part);
            for (const [form, name] of formsOf(row, isCommon ? [row.from] : [...modules]))
                for (const forms of [part.forms, all])
                    forms.set(form, (forms.get(form) ?? new Set()).add(quoted(name)));
        }
        this.#any = regex(all);
        this.#parts = [...parts.values()];
        const needed = new Set([...parts.values()].flatMap(p => [...p.needs]));
        const names = [...needed].filter(n => !this.#globals.has(n)).map(quoted);
        if (names.length > 0)
            this.#imports = new RegExp(`['"\`](${names.join('|')})(?=['"\`/])`, 'g');
    }
    /**
     * Indexes of the parts that match, or of one that is known to be there; empty: the file holds no site, whatever is imported elsewhere.
     * @param text The file's bytes as Latin 1: names are ASCII, and decoding costs more than the test.
     */
    test(text) {
        if (this.#imports)
            for (const m of text.matchAll(this.#imports))
                this.#present.add(m[1]);
        for (const g of this.#globals)
            if (!this.#present.has(g) && mentions(text, g))
                this.#present.add(g);
        if (!this.#any.test(text))
            return [];
        const parts = [...this.#parts.entries()];
        // what is there already is there in the end: one such part is enough
        const sure = parts.find(([, part]) => this.#isPresent(part) && part.test.test(text));
        if (sure)
            return [sure[0]];
        return parts.flatMap(([i, part]) => (!this.#isPresent(part) && part.test.test(text) ? [i] : []));
    }
    /**
     * What a text says by itself, so that it stays true whatever else is scanned: all parts that match, and the names
     * that it makes present. It costs more than {@link test}, which passes over what others have decided.
     */
    traces(text) {
        const names = new Set();
        if (this.#imports)
            for (const m of text.matchAll(this.#imports))
                names.add(m[1]);
        for (const g of this.#globals)
            if (mentions(text, g))
                names.add(g);
        const parts = this.#any.test(text) ? [...this.#parts.keys()].filter(i => this.#parts[i].test.test(text)) : [];
        return { parts, names: [...names] };
    }
    /** Makes a library present although no scanned file imports it: it stands in a package.json. */
    addPresent(name) {
        this.#present.add(name);
    }
    /** After all files were tested: whether a library of the dialect is there. */
    hasDialect(name) {
        return this.#dialects.has(name) && !this.lacks(name);
    }
    /** As {@link hasDialect}, but a dialect whose rows make no sites lacks nothing. */
    lacks(name) {
        const modules = this.#dialects.get(name);
        return modules !== undefined && modules.size > 0 && ![...modules].some(m => this.#present.has(m));
    }
    /** After all files were tested: whether one of the parts belongs to a library that is there. */
    holds(parts) {
        return parts.some(i => this.#isPresent(this.#parts[i]));
    }
    #isPresent({ needs }) {
        return needs.size === 0 || [...needs].some(n => this.#present.has(n));
    }
}
/**
 * `addEventListener` of a browser's type with events of any name would let in every file with a click: it counts once
 * the type is named in some file.
 */
function onlyByName({ role, from, events, event, slot, sym, singleton }) {
    const isOpen = role === 'watch' && from === 'lib.dom' && events === undefined && event === 0 && !slot && !singleton;
    return isOpen && sym.includes('#') ? sym.slice(0, sym.indexOf('#')) : undefined;
}
const mentions = (text, name) => text.includes(name) && new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(text);
const quoted = (s) => s.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&');
/** Forms that begin alike are one alternative, so that most places are left after one comparison. */
function regex(forms) {
    const byStart = new Map();
    for (const [form, names] of forms) {
        const at = form.indexOf('@');
        const start = form.slice(0, at);
        byStart.set(start, [...(byStart.get(start) ?? []), `(?:${[...names].join('|')})${form.slice(at + 1)}`]);
    }
    return new RegExp([...byStart].map(([start, rest]) => `${start}(?:${rest.join('|')})`).join('|'));
}
/** A literal event that no row names makes no site; anything but a literal may be one. */
const eventIn = ({ role, events, event }) => role === 'watch' && events && event === 0 ? `(?:['"\`](?:${events.map(quoted).join('|')})['"\`]|[^'"\`\\s])` : '';
function* formsOf(row, modules) {
    const { name, sym } = row;
    const isNew = sym.startsWith('new ');
    const isFunction = !isNew && !sym.includes('#');
    const byModule = name === '*' || name === '()' || (!row.slot && (isNew ? name === 'default' : isFunction && row.from !== 'lib.dom'));
    if (byModule)
        for (const m of modules)
            yield [`['"\`](?:node:)?@(?=['"\`/])`, m];
    else if (row.slot)
        yield ['\\b@\\s*=[^=]', name];
    else if (isNew)
        yield ['new\\s+(?:\\w+\\s*\\.\\s*)*@\\b', name];
    // not a method's declaration, whose first parameter has a type
    else if (isFunction)
        yield [`\\b@${open}(?![\\w$]+\\??\\s*:)${eventIn(row)}`, name];
    else if (row.role === 'watch' && row.events && row.event === 0) {
        yield [`\\.\\s*@${open}${eventIn(row)}`, name];
        yield ['\\.\\s*@\\s*\\.\\s*(?:bind|call)\\b', name];
    }
    else {
        // called or taken by name, by a name in brackets, taken apart
        yield [`\\.\\s*@${taken}`, name];
        yield [`\\[\\s*['"\`]@['"\`]`, name];
        yield [`[{,]\\s*@\\s*(?:[,}]|=[^=>]|:\\s*(?!(?:number|string|boolean|any|unknown)\\b)[\\w$]+\\s*[,}=])`, name];
        yield [`[{,]\\s*['"\`]@['"\`]\\s*:`, name];
    }
}
