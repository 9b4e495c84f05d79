/**
 * The type proof by the checker of TypeScript 6 that ts-morph carries: the reference, and the fallback. One program a
 * tsconfig.json; the program after shares with the one before all that has not changed.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { importModule } from '../import-module.js';
import { moduleOf } from '../sites/oracle/projects.js';
import { added, expectLibraries, ownRuntime, } from './type-proof.js';
const defaults = (ts) => ({
    allowJs: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    strict: true,
});
export class ReferenceProof {
    ts;
    #projects = new Map();
    #configs = new Map();
    /** The runtime's types came from this tool, as the project has not installed it. */
    lent = false;
    constructor(ts) {
        this.ts = ts;
    }
    static async open({ files, given }) {
        const { ts } = await importModule('ts-morph');
        const proof = new ReferenceProof(ts);
        const groups = new Map();
        for (const file of files.keys()) {
            const config = proof.#configOf(file);
            groups.set(config, [...(groups.get(config) ?? []), file]);
        }
        for (const [config, own] of groups) {
            const texts = new Map(own.map(f => [f, files.get(f)]));
            const lent = () => {
                proof.lent = true;
            };
            proof.#projects.set(config, new CheckedProject(ts, config, texts, lent, given));
        }
        return proof;
    }
    async addedBy(texts) {
        const out = new Map();
        for (const project of this.#projects.values())
            for (const [file, added] of project.added(texts))
                if (added.length > 0)
                    out.set(file, added);
        return out;
    }
    checks(file) {
        return this.#projects.get(this.#configOf(file)).checks(file);
    }
    isScript(file) {
        return !/\.[cm][jt]s$/.test(file) && this.#projects.get(this.#configOf(file)).isScript(file);
    }
    /** The nearest tsconfig.json above; '' for none. */
    #configOf(file) {
        const folder = dirname(file);
        let known = this.#configs.get(folder);
        if (known === undefined) {
            known = this.ts.findConfigFile(folder, existsSync) ?? '';
            this.#configs.set(folder, known);
        }
        return known;
    }
}
class CheckedProject {
    ts;
    files;
    #options;
    #host;
    #before;
    #sources = new Map();
    #texts;
    constructor(ts, config, files, lent, given) {
        this.ts = ts;
        this.files = files;
        const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => { } };
        const read = config === '' ? undefined : ts.getParsedCommandLineOfConfigFile(config, {}, host);
        const own = read ? { allowJs: true, ...read.options, ...olderModule(ts, config, read.options) } : defaults(ts);
        this.#options = { ...own, noEmit: true, composite: false, incremental: false, tsBuildInfoFile: undefined };
        this.#texts = files;
        this.#host = ts.createCompilerHost(this.#options);
        const exists = this.#host.fileExists.bind(this.#host);
        this.#host.fileExists = name => given?.has(name) || exists(name);
        const original = this.#host.getSourceFile.bind(this.#host);
        const libs = libraries();
        const runtime = ownRuntime();
        this.#host.getDefaultLibLocation = () => libs.folder;
        this.#host.getDefaultLibFileName = options => `${libs.folder}/${ts.getDefaultLibFileName(options)}`;
        this.#host.getSourceFile = (name, target, onError) => {
            const text = this.#texts.get(name) ?? given?.get(name);
            if (text !== undefined)
                return ts.createSourceFile(name, text, target, true);
            const lib = libs.texts.get(name);
            const read = () => (lib === undefined ? original(name, target, onError) : ts.createSourceFile(name, lib, target));
            const known = this.#sources.get(name) ?? read();
            if (known)
                this.#sources.set(name, known);
            return known;
        };
        this.#host.resolveModuleNameLiterals = (names, from, redirected, options, source) => names.map(n => {
            const mode = ts.getModeForUsageLocation(source, n, options);
            const found = ts.resolveModuleName(n.text, from, options, this.#host, undefined, redirected, mode);
            const own = found.resolvedModule ? undefined : runtime[n.text];
            if (own === undefined)
                return found;
            lent();
            return { resolvedModule: { resolvedFileName: own, extension: '.d.ts', isExternalLibraryImport: true } };
        });
        const globals = (read?.fileNames ?? []).filter(f => /\.d\.[mc]?ts$/.test(f));
        this.roots = [...files.keys(), ...globals];
        this.#before = ts.createProgram(this.roots, this.#options, this.#host);
        expectLibraries(this.#before.getGlobalDiagnostics().map(d => this.#said(d)));
    }
    roots;
    added(texts) {
        const changed = [...this.files.keys()].filter(f => texts.get(f) !== undefined && texts.get(f) !== this.files.get(f));
        const out = new Map();
        if (changed.length === 0)
            return out;
        this.#texts = new Map([...this.files, ...changed.map(f => [f, texts.get(f)])]);
        const after = this.ts.createProgram(this.roots, this.#options, this.#host, this.#before);
        for (const file of changed)
            out.set(file, this.#compared(file, after));
        this.#texts = this.files;
        return out;
    }
    isScript(file) {
        const source = this.#before.getSourceFile(file);
        return source !== undefined && !source.externalModuleIndicator && !source.commonJsModuleIndicator;
    }
    checks(file) {
        const source = this.#before.getSourceFile(file);
        const directive = source?.checkJsDirective?.enabled;
        if (directive !== undefined)
            return directive;
        return !/\.[mc]?jsx?$/.test(file) || this.#options.checkJs === true;
    }
    #compared(file, after) {
        const of = (program) => diagnostics(program, file).map(d => this.#said(d));
        return added(of(this.#before), of(after));
    }
    #said({ code, start = 0, length = 0, messageText, file }) {
        const over = file?.text.slice(start, start + length) ?? '';
        return { code, start, message: this.ts.flattenDiagnosticMessageText(messageText, ' '), over };
    }
}
function diagnostics(program, file) {
    const source = program.getSourceFile(file);
    return source ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)] : [];
}
function olderModule(ts, config, options) {
    const { module } = moduleOf(config, options);
    return module === undefined ? {} : ts.convertCompilerOptionsFromJson(moduleOf(config, options), config).options;
}
/** The declarations of the language itself, which ts-morph carries in memory. */
function libraries() {
    const morph = createRequire(createRequire(import.meta.url).resolve('ts-morph'));
    const { getLibFiles, libFolderInMemoryPath: folder } = morph('@ts-morph/common');
    return { folder, texts: new Map(getLibFiles().map(f => [`${folder}/${f.fileName}`, f.text])) };
}
