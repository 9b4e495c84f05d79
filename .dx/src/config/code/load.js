/** Configurations that are programs, TypeScript among them: loaded as modules, with nothing written to the disk. */
import * as nodeModule from 'node:module';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.js';
import { importModule } from '../../import-module.js';
import { mark } from './mark.js';
const noDefault = 'exports nothing as default; write `export default defineConfig({ ... })`';
/**
 * The default export, awaited.
 * @param stamp Changes with the file: what an earlier version exported is not given again.
 * @throws UsageError if it throws, or is no object.
 */
export async function loadCode(path, stamp) {
    install();
    let loaded;
    try {
        loaded = await importModule(`${pathToFileURL(path).href}?${mark}=${encodeURIComponent(stamp)}`);
    }
    catch (error) {
        throw new UsageError(`${path}: can't be loaded: ${reasonOf(error, path)}`);
    }
    const value = await settled(loaded.default, path);
    if (value === undefined)
        throw new UsageError(`${path}: ${noDefault}`);
    if (typeof value === 'function')
        throw new UsageError(`${path}: exports a function; export the object that it returns`);
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0 && Object.keys(loaded).length > 1)
        throw new UsageError(`${path}: ${noDefault}`);
    return value;
}
async function settled(value, path) {
    try {
        return await value;
    }
    catch (error) {
        throw new UsageError(`${path}: the promise that it exports was rejected: ${reasonOf(error, path)}`);
    }
}
let isInstalled = false;
/** The hooks act on what carries the mark and leave every other module alone, whoever's process this is. */
function install() {
    if (isInstalled)
        return;
    isInstalled = true;
    const root = dirname(createRequire(import.meta.url).resolve('otp-audit/package.json'));
    const hooks = join(root, 'dist/src/config/code/hooks.js');
    // in the same thread where Node can; `register` is for older ones
    const registerHooks = nodeModule.registerHooks;
    if (registerHooks)
        registerHooks(createRequire(import.meta.url)(hooks));
    else
        nodeModule.register(pathToFileURL(hooks).href);
}
/** What went wrong and, where its own stack tells, in which line. */
function reasonOf(error, path) {
    if (!(error instanceof Error))
        return `it threw ${String(error)}`;
    const stack = error.stack ?? '';
    const places = [`${path}:`, pathToFileURL(path).href];
    const at = stack.split('\n').find(line => /^ {4}at /.test(line) && places.some(place => line.includes(place)));
    const line = /:(\d+)(?::\d+)?\)?$/.exec(at ?? '')?.[1];
    const message = error.message.split('\n')[0].replace(new RegExp(`\\?${mark}=\\S*?(?=['":\\s]|$)`, 'g'), '');
    return `${error.name}: ${message}${line === undefined ? '' : ` (line ${line})`}`;
}
