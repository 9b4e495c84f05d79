/** The process of TypeScript 7: what it has open, and the texts that it is to see in place of files. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isWatched, kindAt, sawContent, sawList } from '../../files/looks.js';
import { importModule } from '../../import-module.js';
import { OracleError } from './oracle.js';
import { Projects } from './projects.js';
import { RpcChild } from './rpc.js';
/**
 * Without a limit the Go heap doubles between collections. With it, collection sets in where a scan would otherwise
 * exceed its memory; a heap that lives above it still works, only slower: a scan of 3,000 files takes 1.07 times
 * the CPU with 400 MiB that it takes with 450, and 1.2 times with 350.
 */
const MEMORY = { GOGC: 'off', GOMEMLIMIT: '425MiB' };
export class NativeServer {
    rpc;
    projects;
    #timeoutMs;
    #texts;
    #seen = new Map();
    #queue = Promise.resolve();
    #closing;
    constructor(rpc, options) {
        this.rpc = rpc;
        this.#timeoutMs = options.timeoutMs ?? 120_000;
        this.#texts = options.texts ?? (() => this.#seen);
        this.projects = new Projects(path => this.#config(path), options.onNotice);
    }
    /** @throws OracleError when it can't be started. */
    static async start(options) {
        const command = options.executable ?? (await installed());
        const args = ['--api', '--async', '--cwd', options.root];
        // Each look at a file is then a question to us, which costs: asked only where a text stands in, or somebody watches.
        if (isWatched())
            args.push('--callbacks=readFile,fileExists,directoryExists,getAccessibleEntries');
        else if (options.texts)
            args.push('--callbacks=readFile');
        let server;
        const onRequest = (method, path) => server ? (server.#look(method, String(path)) ?? null) : null;
        const rpc = new RpcChild({ command, args, env: { ...process.env, ...MEMORY }, onRequest });
        server = new NativeServer(rpc, options);
        try {
            await server.within(() => rpc.request('initialize', null));
        }
        catch (error) {
            await server.close();
            throw error;
        }
        return server;
    }
    /** The texts that it was last given to see. */
    get seen() {
        return this.#seen;
    }
    /** @throws OracleError when the work takes longer than one file, or one project, may. */
    within(work) {
        return this.rpc.within(this.#timeoutMs, work);
    }
    /** One after the other: what is open belongs to the one that works. */
    inTurn(work) {
        const done = this.#queue.then(work);
        this.#queue = done.catch(() => { });
        return done;
    }
    /** Opens and closes with one request, which keeps what both share, and lets it see the texts of now. */
    async snapshot(open, close) {
        const { snapshot, projects } = await this.within(() => this.rpc.request('updateSnapshot', {
            openProjects: open,
            closeProjects: close,
            fileChanges: this.#changes(),
        }));
        const ids = new Map(projects.map(p => [p.configFileName, p.id]));
        const idOf = (config) => {
            const id = ids.get(config.replaceAll('\\', '/'));
            if (id === undefined)
                throw new OracleError(`the type checker did not open ${config}`);
            return id;
        };
        return { snapshot, ids: new Map(open.map(config => [config, idOf(config)])) };
    }
    async release({ snapshot }) {
        await this.rpc.request('release', { snapshot });
    }
    close() {
        this.#closing ??= this.rpc.close().finally(() => this.projects.close());
        return this.#closing;
    }
    /** What the checker is to see; undefined: what is on the disk. */
    #look(method, path) {
        switch (method) {
            case 'readFile': {
                const content = this.#seen.get(path);
                if (content !== undefined)
                    return { content };
                sawContent(path);
                return undefined;
            }
            // told by us, so that what is noted is what the checker saw
            case 'fileExists': {
                const kind = kindAt(path);
                return kind === 'file' || kind === 'other';
            }
            case 'directoryExists':
                return kindAt(path) === 'folder';
            default:
                sawList(path);
                return undefined;
        }
    }
    #changes() {
        const before = this.#seen;
        this.#seen = this.#texts();
        const paths = new Set([...before.keys(), ...this.#seen.keys()]);
        const changed = [...paths].filter(path => before.get(path) !== this.#seen.get(path));
        return changed.length > 0 ? { changed } : undefined;
    }
    async #config(file) {
        const { options, fileNames } = await this.within(() => this.rpc.request('parseConfigFile', {
            file,
        }));
        return { files: fileNames ?? [], options: options ?? {} };
    }
}
/** `typescript` knows which of its optional dependencies is this machine's; it exports no way to ask but this file. */
async function installed() {
    try {
        const lib = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'lib/getExePath.js');
        const { default: path } = await importModule(pathToFileURL(lib).href);
        return path();
    }
    catch (error) {
        throw new OracleError(`the type checker is not installed: ${error.message}`);
    }
}
