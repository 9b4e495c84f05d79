/** One project's findings by file, kept while nothing on the disk changes. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { scan } from '../audit/scan.js';
import { Session } from '../audit/session.js';
import { kindOf } from '../files/kinds.js';
import { isInNodeModules, isInside, relativePath } from '../files/paths.js';
import { readText } from '../files/read.js';
import { realRoot } from '../files/requests.js';
import { undecided } from './answer.js';
import { Disk } from './disk.js';
/**
 * So many files, of so many, are scanned each alone; with the next one, all are scanned at once. An editor asks about
 * few files between two changes on the disk and would wait, ESLint's command line asks about all.
 */
const mostAlone = (files) => 2 + files / 100;
/** Asking when files were written takes at most this share of the time, where it takes longer than that at all. */
const share = 0.1;
const soonMs = 2;
/** Texts that stand in for files that have changed since the type checker was started. */
const mostTexts = 64;
export class AuditedProject {
    options;
    #root;
    #state;
    #alone = new Map();
    #whole;
    #lookedAt = 0;
    #day = today();
    /** @throws UsageError for a root that does not exist. */
    constructor(options) {
        this.options = options;
        this.#root = realRoot(options.root);
    }
    /** What a scan of the project says of a file that has this text. @throws UsageError */
    async of(file, text) {
        const path = realFile(file);
        const state = await this.#look(path);
        const isOnDisk = state.disk.has(path);
        if (!isOnDisk && !this.#wouldBeFound(path))
            return { kind: 'audited', reported: [] };
        const isAsOnDisk = isOnDisk && textOf(path) === text;
        if (isAsOnDisk && this.#whole)
            return this.#of(this.#whole, path);
        const known = this.#alone.get(path);
        if (known?.text === text)
            return known.answer;
        if (isAsOnDisk && this.#alone.size >= mostAlone(state.disk.found.files.length)) {
            // no session: the trees of all files are not worth their memory
            const options = { ...this.options, root: this.#root, today: this.#day, baseline: false };
            this.#whole = await scan(options, undefined, state.disk.found);
            return this.#of(this.#whole, path);
        }
        const answer = await this.#scanAlone(state, path, text, isAsOnDisk);
        this.#alone.set(path, { text, answer });
        return answer;
    }
    /** As scanned with all others, but they are not judged. */
    async #scanAlone({ disk, session, texts }, path, text, isAsOnDisk) {
        // a map of its own each time: the type checker compares it with the one before
        const given = new Map(texts);
        if (!isAsOnDisk)
            given.set(path, text);
        const found = disk.has(path) ? disk.found : { ...disk.found, files: [...disk.found.files, path] };
        const options = { ...this.options, root: this.#root, today: this.#day };
        return this.#of(await scan(options, given, found, session, { only: new Set([path]) }), path);
    }
    #of({ findings, sites, skipped }, path) {
        const file = relativePath(this.#root, path);
        const reason = skipped.find(s => s.file === file)?.reason;
        if (reason !== undefined)
            return { kind: 'skipped', reason };
        const reported = [];
        const own = sites.filter(s => s.file === file);
        const siteOf = new Map(own.map(s => [s.id, s]));
        for (const { siteId, rule, severity, message, line, column } of findings.filter(f => f.file === file)) {
            const { endLine, endColumn } = siteOf.get(siteId);
            reported.push({ rule, severity, message, line, column, endLine, endColumn });
        }
        for (const { kind, callee, reason, line, column, endLine, endColumn } of own) {
            if (kind !== 'undecided')
                continue;
            const message = `${callee}: ${reason}`;
            reported.push({ rule: undecided, severity: 'info', message, line, column, endLine, endColumn });
        }
        return { kind: 'audited', reported };
    }
    /** Takes notice of what has changed on the disk. */
    async #look(path) {
        const state = this.#state;
        if (!state)
            return this.#renew();
        const { askingMs } = state.disk;
        const isDue = askingMs <= soonMs || performance.now() - this.#lookedAt > askingMs / share;
        if (!isDue && (state.disk.has(path) || !existsSync(path)))
            return state;
        const change = await state.disk.change(() => this.#disk());
        this.#lookedAt = performance.now();
        if (!change && this.#day === today())
            return state;
        this.#forget();
        if (change?.kind === 'layout')
            return this.#renew();
        for (const file of change?.files ?? []) {
            const text = textOf(file);
            if (text === undefined)
                return this.#renew();
            state.texts.set(file, text);
        }
        return state.texts.size > mostTexts ? this.#renew() : state;
    }
    #forget() {
        this.#alone.clear();
        this.#whole = undefined;
        this.#day = today();
    }
    async #renew() {
        await this.#state?.session.close();
        this.#state = undefined;
        this.#forget();
        const disk = await this.#disk();
        this.#lookedAt = performance.now();
        this.#state = { disk, session: new Session(this.#root, this.options.types ?? 'native'), texts: new Map() };
        return this.#state;
    }
    #disk() {
        const { paths, config } = this.options;
        return Disk.look(this.#root, paths, typeof config === 'string' ? [resolve(this.#root, config)] : []);
    }
    /** A file that was not saved yet. */
    #wouldBeFound(path) {
        return !existsSync(path) && kindOf(path) === 'ts' && isInside(this.#root, path) && !isInNodeModules(path);
    }
}
/** The path under which a scan finds it. */
function realFile(file) {
    try {
        return realpathSync.native(file);
    }
    catch {
        return existsSync(dirname(file)) ? join(realpathSync.native(dirname(file)), basename(file)) : file;
    }
}
function textOf(path) {
    try {
        return readText(path);
    }
    catch {
        return undefined; // a scan says why
    }
}
const today = () => new Date().toISOString().slice(0, 10);
