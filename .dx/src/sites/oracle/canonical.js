/** The one place where a declaration gets the name that dialects call it by. */
import { memory, readFileSync } from '../../files/looks.js';
const names = memory();
/** `@types/a__b` → `@a/b`, `@types/x` → `x`. */
function untyped(name) {
    const bare = /^@types\/(.+)$/.exec(name)?.[1];
    if (!bare)
        return name;
    return bare.includes('__') ? `@${bare.replace('__', '/')}` : bare;
}
/** Package by its own package.json: in `node_modules/xstate4` there may be `xstate`. */
function packageName(folder, written) {
    const known = names.get(folder);
    if (known !== undefined)
        return known;
    let name = written;
    try {
        const { name: own } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
        if (typeof own === 'string' && own !== '')
            name = own;
    }
    catch {
        // A folder without package.json is called what it is called.
    }
    names.set(folder, untyped(name));
    return untyped(name);
}
/** `fs/promises.d.ts` → `fs/promises`; globals that Node shares with browsers → `lib.dom`. */
function nodeModule(path) {
    if (path.startsWith('web-globals/'))
        return 'lib.dom';
    if (path.startsWith('compatibility/'))
        return 'lib.es';
    return path.replace(/^ts\d[^/]*\//, '').replace(/\.[^/]*$/, '');
}
/** Package, module of Node, `lib.dom`, `lib.es` or `''` that a declaration file belongs to. */
export function packageOf(file) {
    const path = file.replaceAll('\\', '/');
    const lib = /\/lib\/lib\.([^/]*)\.d\.[mc]?ts$/.exec(path)?.[1];
    if (lib !== undefined && /\/(@?typescript)\//.test(path)) {
        return /^(dom|webworker|scripthost)\b/.test(lib) ? 'lib.dom' : 'lib.es';
    }
    const at = path.lastIndexOf('/node_modules/');
    if (at < 0)
        return '';
    const [, written, rest] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(path.slice(at + '/node_modules/'.length)) ?? [];
    if (written === undefined)
        return '';
    const name = packageName(path.slice(0, at + '/node_modules/'.length) + written, written);
    return name === 'node' && written === '@types/node' ? nodeModule(rest ?? '') : name;
}
/** Names that the checker makes up: `__type`, `default`, `export=`; quoted ones are modules. */
const isMadeUp = (name) => /^(__(?!_)|default$|export=$|["'])/.test(name) || name.startsWith('\u00fe');
/** All declarations of a symbol, once each, in the order of their text. */
export async function declared(symbol) {
    const parent = await symbol.parent();
    const found = !isMadeUp(symbol.name) && !symbol.isType && parent && !isMadeUp(parent.name) && parent.isType
        ? symbol.declarations.map(d => entry(d.file, parent.name, symbol.name))
        : await Promise.all(symbol.declarations.map(d => byChain(d, symbol, parent)));
    return unique(found.filter(d => d !== undefined)).sort(byText);
}
async function byChain(declaration, symbol, parent) {
    const plain = !isMadeUp(symbol.name);
    if (plain && (symbol.isType || symbol.isFunction || symbol.isVariable || parent?.isModule)) {
        return entry(declaration.file, undefined, symbol.name);
    }
    const chain = await declaration.chain();
    if (plain)
        return entry(declaration.file, containerOf(chain.slice(1)), symbol.name);
    const at = chain.findIndex(e => e.kind === 'body' || e.name !== undefined);
    const { kind, name } = chain[at] ?? {};
    if (name === undefined)
        return symbol.name === 'default' ? entry(declaration.file, undefined, 'default') : undefined;
    return entry(declaration.file, kind === 'type' ? undefined : containerOf(chain.slice(at + 1)), name);
}
/** A class without a name is the default export. */
function containerOf(chain) {
    const around = chain.find(e => e.kind === 'body' || e.kind === 'type');
    return around?.kind === 'type' ? (around.name ?? 'default') : undefined;
}
/** The checkers write `__x` with one underscore more, to keep it apart from what they make up. */
const unescaped = (name) => (name.startsWith('___') ? name.slice(1) : name);
function entry(file, container, name) {
    const from = packageOf(file);
    return container === undefined
        ? { from, name: unescaped(name) }
        : { from, container: unescaped(container), name: unescaped(name) };
}
const textOf = (d) => `${d.from}#${d.container ?? ''}.${d.name}`;
const byText = (a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0);
/** Keeps the first of equals. */
export function unique(list) {
    return [...new Map(list.toReversed().map(d => [textOf(d), d])).values()].toReversed();
}
/** Order of a union's members differs from one checker to another, so it is by name. */
export const byFirst = (a, b) => a[0] && b[0] ? byText(a[0], b[0]) : a.length - b.length;
