/**
 * Node's module hooks for configurations in code. They give TypeScript to Node as JavaScript, find `./x.ts` behind
 * `./x.js` and `./x`, and `otp-audit/config` where the tool is not installed beside the configuration. They work in
 * Node's thread for hooks and, where Node can, in the program's own: there everything answers at once.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mark } from './mark.js';
import { isModule, toJavaScript } from './to-javascript.js';
export function resolve(specifier, context, next) {
    const stamp = stampOf(context.parentURL);
    // what `require` asks for is looked up by path: a mark would hide it
    if (stamp === undefined || context.conditions?.includes('require'))
        return next(specifier, context);
    if (specifier === 'otp-audit/config')
        return { url: new URL('../define.js', import.meta.url).href, format: 'module', shortCircuit: true };
    const found = next(asWritten(specifier, context.parentURL), context);
    return found instanceof Promise ? found.then(r => marked(r, stamp)) : marked(found, stamp);
}
export function load(url, context, next) {
    if (stampOf(url) === undefined)
        return next(url, context);
    const path = fileURLToPath(url);
    const extension = extname(path);
    if (!/^\.([cm]?ts|js)$/.test(extension))
        return next(url, context);
    const text = readFileSync(path, 'utf8');
    const isEsm = extension === '.mts' || (extension !== '.cts' && isModule(path, text));
    if (extension === '.js' && !isEsm)
        return next(url, context);
    const source = extension === '.js' ? text : toJavaScript(path, text);
    return { format: isEsm ? 'module' : 'commonjs', source, shortCircuit: true };
}
const stampOf = (url) => url?.startsWith('file:') && url.includes(mark) ? (new URL(url).searchParams.get(mark) ?? undefined) : undefined;
/** What belongs to the project is part of the configuration; packages are not. */
function marked(found, stamp) {
    if (!found.url.startsWith('file:') || found.url.includes('/node_modules/') || stampOf(found.url))
        return found;
    if (found.url.endsWith('.json') || found.url.endsWith('.node'))
        return found;
    const url = new URL(found.url);
    url.searchParams.set(mark, stamp);
    return { ...found, url: url.href };
}
/** The file that is there: TypeScript is imported by the name that it is compiled to, or without one. */
function asWritten(specifier, parent) {
    if (!/^\.{1,2}\//.test(specifier))
        return specifier;
    const path = resolvePath(dirname(fileURLToPath(parent)), specifier);
    if (existsSync(path) && extname(path) !== '')
        return specifier;
    const script = /\.([cm]?)js$/.exec(path);
    const candidates = script
        ? [path.replace(/js$/, 'ts')]
        : ['.ts', '.mts', '.js', '.mjs', '/index.ts', '/index.js'].map(end => path + end);
    const found = candidates.find(candidate => existsSync(candidate));
    return found === undefined ? specifier : pathToFileURL(found).href;
}
