/** Which files are looked at together, and under which compiler options. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { becomesUnclear, claim, existsSync, isFolder, readFileSync } from '../../files/looks.js';
import { OracleError } from './oracle.js';
import { isOlder, typescriptOf } from './own-typescript.js';
const questions = { diagnostics: false };
/** Packages whose globals count although nobody imports them; TypeScript 6 and later no longer look for them. */
const GLOBAL_TYPES = ['node', 'chrome', 'serviceworker'];
/** Overrides that make any project readable in parts and write nothing. */
const READ_ONLY = {
    noEmit: true,
    composite: false,
    incremental: false,
    tsBuildInfoFile: null,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
};
const DEFAULTS = {
    ...READ_ONLY,
    allowJs: true,
    checkJs: false,
    esModuleInterop: true,
    jsx: 'preserve',
    lib: ['esnext', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    resolveJsonModule: true,
    strict: true,
    target: 'esnext',
};
export class Projects {
    #read;
    #onNotice;
    #known = new Map();
    #folders = new Set();
    #remove = () => this.#folders.forEach(remove);
    #isClosed = false;
    constructor(read, onNotice) {
        this.#read = read;
        this.#onNotice = onNotice;
        process.once('exit', this.#remove);
    }
    /** Works on the projects of the files; what is written for them is gone when it is done. */
    async in(files, work) {
        const { projects, remove } = await this.write(files);
        try {
            await work(projects);
        }
        finally {
            remove();
        }
    }
    /** What is written stays until it is removed, or all is closed. */
    async write(files, purpose = questions) {
        if (this.#isClosed)
            throw new OracleError('the type checker was closed');
        // The largest first: it shares most with the others.
        const groups = (await this.#group(files, purpose)).sort((a, b) => b.files.length - a.files.length);
        const folder = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-')));
        this.#folders.add(folder);
        claim(folder);
        const projects = groups.map(({ files, checksJs, options }, i) => ({
            config: write(join(folder, String(i)), files, options()),
            files,
            checksJs,
        }));
        return {
            projects,
            remove: () => {
                remove(folder);
                this.#folders.delete(folder);
            },
        };
    }
    close() {
        this.#isClosed = true;
        process.removeListener('exit', this.#remove);
        this.#remove();
    }
    async #group(files, purpose) {
        const groups = new Map();
        const sources = [...files].filter(isSource);
        for (const { file, config, known } of await Promise.all(sources.map(file => this.#configured(file)))) {
            const roots = typeRootsOf(dirname(config ?? file));
            const lent = purpose.lent?.(file, known?.read.options ?? {});
            const own = config && known ? optionsKey(config, known.read, roots) : roots.join('\n');
            const key = lent ? `${own}\nlent` : own;
            const group = groups.get(key) ?? {
                files: [],
                checksJs: known?.read.options.checkJs === true,
                options: () => (config && known ? extending(config, known.read, roots, purpose, lent) : standing(roots, lent)),
            };
            group.files.push(file);
            groups.set(key, group);
        }
        return [...groups.values()];
    }
    async #configured(file) {
        const near = nearest(dirname(file), 'tsconfig.json');
        const config = near && (await this.#owner(near, file, new Set()));
        return { file, config, known: config ? await this.#config(config) : undefined };
    }
    /** The configuration itself, or the first that it refers to, which includes the file. */
    async #owner(config, file, seen) {
        if (seen.has(config))
            return undefined;
        seen.add(config);
        const known = await this.#config(config);
        if (!known)
            return undefined;
        if (known.files.has(file))
            return config;
        for (const reference of known.references) {
            const owner = await this.#owner(reference, file, seen);
            if (owner)
                return owner;
        }
        return undefined;
    }
    #config(path) {
        let known = this.#known.get(path);
        if (!known) {
            known = this.#load(path);
            this.#known.set(path, known);
        }
        return known;
    }
    /** A configuration that can't be read is said once; its files are then looked at under the default options. */
    async #load(path) {
        try {
            const raw = parsed(path);
            for (const base of listOf(raw.extends))
                checkBase(base, path);
            const read = await this.#read(path);
            return { read, files: new Set(read.files), references: referencesOf(raw, path) };
        }
        catch (error) {
            if (!(error instanceof ConfigFault))
                throw error;
            this.#onNotice(`${path}: ${error.message}; default compiler options are used for its files`);
            return undefined;
        }
    }
}
const remove = (folder) => rmSync(folder, { recursive: true, force: true });
function write(folder, files, { roots, ...config }) {
    mkdirSync(folder);
    const path = join(folder, 'tsconfig.json');
    writeFileSync(path, JSON.stringify({ ...config, files: [...files, ...roots], include: [], references: [] }));
    return path;
}
/**
 * Equal for configurations under which a file means the same, whose files are then one program: opening a program costs
 * more than all its questions. Where the output goes matters only to packages that import themselves by their exports.
 */
function optionsKey(config, { options }, roots) {
    const manifest = nearest(dirname(config), 'package.json');
    if (manifest && /"(?:exports|imports)"\s*:/.test(readFileSync(manifest, 'utf8')))
        return config;
    const { configFilePath, outDir, declarationDir, rootDir, composite, incremental, tsBuildInfoFile, ...rest } = options;
    return JSON.stringify([rest, roots]);
}
const isSource = (file) => /\.[cm]?[jt]sx?$/.test(file) && existsSync(file);
/** The files with a question, and their projects; files without any only stand in the programs of others. */
export function asked(projects, questions) {
    return projects
        .map(p => ({ ...p, files: p.files.filter(file => questions.get(file).length > 0) }))
        .filter(({ files }) => files.length > 0);
}
/** Answers in the order of the questions; a file that belongs to no project has none to give. */
export function inOrder(questions, answers) {
    const none = () => ({ callee: [], receiver: [], unknown: 'no type checker reads its file' });
    return new Map([...questions].map(([file, list]) => [file, answers.get(file) ?? list.map(none)]));
}
class ConfigFault extends Error {
}
function parsed(path) {
    let value;
    try {
        value = JSON.parse(withoutComments(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
    }
    catch (error) {
        throw new ConfigFault(`can't be read: ${error.message}`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new ConfigFault('is not an object');
    return value;
}
/** JSON as tsconfig.json knows it: with comments and commas too many. */
function withoutComments(text) {
    if (text.trim() === '')
        return '{}';
    const kept = text.replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? ' ');
    return kept.replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? '');
}
const listOf = (value) => (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string');
function checkBase(base, config) {
    if (/^\.{0,2}[\\/]|^\.{1,2}$|^[A-Za-z]:/.test(base)) {
        const path = resolve(dirname(config), base);
        if (existsSync(path) || existsSync(`${path}.json`))
            return;
    }
    else {
        for (let dir = dirname(config);; dir = dirname(dir)) {
            const path = join(dir, 'node_modules', base);
            if (existsSync(path) || existsSync(`${path}.json`))
                return;
            if (dirname(dir) === dir)
                break;
        }
        // Subpath exports of a package are names, not files.
        if (resolvable(base, config))
            return;
    }
    throw new ConfigFault(`extends "${base}", which can't be found`);
}
function resolvable(name, from) {
    becomesUnclear(`Node was asked where ${name} is, for ${from}`);
    try {
        createRequire(from).resolve(name);
        return true;
    }
    catch {
        return false;
    }
}
function referencesOf(raw, config) {
    if (!Array.isArray(raw.references))
        return [];
    const paths = raw.references.map(r => r?.path);
    return listOf(paths).flatMap(path => {
        const at = resolve(dirname(config), path);
        const file = isFolder(at) ? join(at, 'tsconfig.json') : at;
        return existsSync(file) ? [file] : [];
    });
}
function nearest(folder, name) {
    for (let dir = folder;; dir = dirname(dir)) {
        const path = join(dir, name);
        if (existsSync(path))
            return path;
        if (dirname(dir) === dir)
            return undefined;
    }
}
function typeRootsOf(folder) {
    const roots = [];
    for (let dir = folder;; dir = dirname(dir)) {
        const root = join(dir, 'node_modules');
        if (existsSync(join(root, '@types')))
            roots.push(join(root, '@types'));
        if (dirname(dir) === dir)
            return roots;
    }
}
/** Declarations of Node's modules that came with this tool, for projects without any. */
function ownNodeTypes() {
    try {
        return [join(dirname(createRequire(import.meta.url).resolve('@types/node/package.json')), 'index.d.ts')];
    }
    catch {
        return [];
    }
}
const present = (roots, names) => names.filter(name => roots.some(root => existsSync(join(root, name))));
/**
 * The project's own configuration, with other roots. `types` and `typeRoots` are spelt out, as they are looked up
 * from the folder that the configuration is in, which is no longer theirs.
 */
function extending(config, read, found, { diagnostics }, lent) {
    const own = read.options.typeRoots ?? found;
    const asked = read.options.types;
    const types = asked ?? present(own, GLOBAL_TYPES);
    const wantsNode = !asked || asked.includes('node') || asked.includes('*');
    const typeRoots = [...own, ...found.map(root => dirname(root))];
    const compilerOptions = {
        ...READ_ONLY,
        ...(diagnostics ? { allowImportingTsExtensions: undefined, ...moduleOf(config, read.options) } : {}),
        ...pathsOf(read.options, lent),
        typeRoots,
        types: types.filter(t => t !== 'node' || present(own, ['node']).length > 0),
    };
    const globals = diagnostics ? read.files.filter(f => /\.d\.[mc]?ts$/.test(f)) : [];
    const node = wantsNode && present(own, ['node']).length === 0 ? ownNodeTypes() : [];
    return { extends: config, compilerOptions, roots: [...node, ...globals] };
}
function standing(typeRoots, lent) {
    const types = present(typeRoots, GLOBAL_TYPES);
    const compilerOptions = { ...DEFAULTS, ...pathsOf({}, lent), typeRoots, types };
    return { compilerOptions, roots: types.includes('node') ? [] : ownNodeTypes() };
}
/** `nodenext` of today, as a number: both checkers have the same. */
const NODE_NEXT = 199;
/**
 * What `nodenext` means to the project's own TypeScript: before 5.8, CommonJS can't import an ES module. `node18` says
 * so to a newer one.
 */
export function moduleOf(config, { module }) {
    const own = module === NODE_NEXT ? typescriptOf(config) : undefined;
    return own && isOlder(own, [5, 8]) ? { module: 'node18', moduleResolution: 'node16' } : {};
}
/** The project's own aliases and what it is lent; none if it is lent nothing, as its own then hold as they are. */
function pathsOf(own, lent) {
    if (!lent)
        return {};
    const base = own.pathsBasePath ?? own.baseUrl;
    const absolute = Object.entries(own.paths ?? {}).map(([name, targets]) => [name, base === undefined ? targets : targets.map(t => resolve(base, t))]);
    const given = Object.entries(lent).map(([name, path]) => [name, [path]]);
    return { paths: Object.fromEntries([...absolute, ...given]) };
}
