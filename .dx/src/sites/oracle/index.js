import { OracleError } from './oracle.js';
export async function openOracle(backend, options) {
    const said = new Set();
    const onNotice = (text) => {
        if (!said.has(text))
            options.onNotice(text);
        said.add(text);
    };
    const reference = async () => {
        const { MorphOracle } = await import('./morph.js');
        return MorphOracle.start({ onNotice, texts: options.texts });
    };
    if (backend === 'ts-morph')
        return reference();
    const fallBack = (error) => {
        onNotice(`${error.message}; ts-morph is used instead, which is slower`);
        return reference();
    };
    try {
        const { NativeOracle } = await import('./native.js');
        const native = options.server
            ? new NativeOracle(await options.server(), false)
            : await NativeOracle.start({ ...options, onNotice });
        return new Fallible(native, fallBack);
    }
    catch (error) {
        if (error instanceof OracleError)
            return fallBack(error);
        throw error;
    }
}
/** Asks one oracle until it fails, then another, from the question that failed. */
class Fallible {
    #oracle;
    #isClosed = false;
    #next;
    #replacing;
    constructor(oracle, next) {
        this.#oracle = oracle;
        this.#next = next;
    }
    get backend() {
        return this.#oracle.backend;
    }
    async ask(questions) {
        try {
            return await this.#oracle.ask(questions);
        }
        catch (error) {
            if (!(error instanceof OracleError) || this.#isClosed)
                throw error;
            this.#replacing ??= this.#replace(error);
            return (await this.#replacing).ask(questions);
        }
    }
    async close() {
        this.#isClosed = true;
        await this.#oracle.close();
        await (await this.#replacing)?.close();
    }
    async #replace(error) {
        await this.#oracle.close();
        this.#oracle = await this.#next(error);
        return this.#oracle;
    }
}
