/**
 * The type checker as witness: what it says of a file before and after.
 *
 * Two checkers can be asked, and a fix is dropped by either for the same reasons: that of TypeScript 7, in the one
 * process that has answered the scan already and keeps what it has read, and that of ts-morph where the first can't be
 * started, fails, or would have to look at files that are not on the disk.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OracleError } from '../sites/oracle/oracle.js';
export async function openProof(subject, session) {
    const reference = async () => {
        const { ReferenceProof } = await import('./reference-proof.js');
        return ReferenceProof.open(subject);
    };
    const isOnDisk = [...subject.files.keys(), ...(subject.given?.keys() ?? [])].every(file => existsSync(file));
    if (session.backend === 'ts-morph' || !isOnDisk)
        return reference();
    try {
        const { NativeProof } = await import('./native-proof.js');
        return new Fallible(await NativeProof.open(subject, session), reference);
    }
    catch (error) {
        if (error instanceof OracleError)
            return reference();
        throw error;
    }
}
/** Asks one checker until it fails, then the other, from the question that failed. */
class Fallible {
    next;
    #proof;
    #replacing;
    constructor(proof, next) {
        this.next = next;
        this.#proof = proof;
    }
    get lent() {
        return this.#proof.lent;
    }
    addedBy(texts) {
        return this.#ask(proof => proof.addedBy(texts));
    }
    checks(file) {
        return this.#proof.checks(file);
    }
    isScript(file) {
        return this.#proof.isScript(file);
    }
    async #ask(question) {
        try {
            return await question(this.#proof);
        }
        catch (error) {
            if (!(error instanceof OracleError))
                throw error;
            this.#replacing ??= this.next();
            this.#proof = await this.#replacing;
            return question(this.#proof);
        }
    }
}
/** A diagnostic over changed text has other text under it, but says the same. */
export function added(before, after) {
    let fresh = after;
    let gone = before;
    for (const keyOf of [(d) => `${d.code} ${d.over}`, (d) => `${d.code} ${d.message}`])
        [gone, fresh] = [unmatched(gone, fresh, keyOf), unmatched(fresh, gone, keyOf)];
    return fresh.map(({ code, message, start }) => ({ code, message: message.replace(/\s+/g, ' '), start }));
}
/** Those of `all` that have no partner in `others`, one for one. */
function unmatched(all, others, keyOf) {
    const left = new Map();
    for (const d of others)
        left.set(keyOf(d), (left.get(keyOf(d)) ?? 0) + 1);
    return all.filter(d => {
        const n = left.get(keyOf(d)) ?? 0;
        if (n > 0)
            left.set(keyOf(d), n - 1);
        return n === 0;
    });
}
/** Without its libraries a checker has nothing to say against anything. */
export function expectLibraries(global) {
    const blind = global.find(d => d.code === 2318);
    if (blind)
        throw new Error(`types can't be proven: ${blind.message}`);
}
const runtime = '@otp-audit/runtime';
/** The runtime's modules beside this tool, by name, with their declarations. */
export function ownRuntime() {
    try {
        const path = createRequire(import.meta.url).resolve(`${runtime}/package.json`);
        const { exports } = createRequire(path)(path);
        const found = Object.entries(exports).flatMap(([name, target]) => {
            const types = typeof target === 'string' ? undefined : target.types;
            return types === undefined ? [] : [[join(runtime, name), join(dirname(path), types)]];
        });
        return Object.fromEntries(found.filter(([, types]) => existsSync(types)));
    }
    catch {
        return {}; // it is not installed beside this tool either: what imports it does not type-check
    }
}
