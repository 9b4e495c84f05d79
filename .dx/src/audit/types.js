import { decide, questionOf } from '../sites/by-types.js';
/** Shares of the files after which those seen so far are asked about, while the rest is parsed. */
const shares = [0.25, 0.6];
/** Below this many files the checker is soon ready anyway, and one program is less work than several. */
const worthSplitting = 24;
const isOpen = (f) => f.undecided.length > 0;
export class Types {
    backend;
    root;
    inf;
    onNotice;
    signal;
    texts;
    session;
    #oracle;
    #asked = 0;
    #answered = [];
    constructor(backend, root, inf, onNotice, signal, texts, session) {
        this.backend = backend;
        this.root = root;
        this.inf = inf;
        this.onNotice = onNotice;
        this.signal = signal;
        this.texts = texts;
        this.session = session;
    }
    /** Starts the checker in advance, where that many files leave something undecided. */
    async start(total) {
        if (this.backend !== 'native' || total < worthSplitting)
            return;
        this.#oracle = this.#start();
        this.#oracle.catch(() => { }); // what is asked fails as well, and says why
    }
    /**
     * What files leave undecided is asked at fixed places of the scan, never when the checker happens to be free: what is
     * asked together decides what a program holds, and equal input has equal answers.
     * @returns The files as they are asked about together.
     */
    batches(files) {
        if (this.backend !== 'native' || files.length < worthSplitting)
            return [[...files]];
        const cuts = [0, ...shares.map(share => Math.ceil(share * files.length)), files.length];
        return cuts.slice(1).map((end, i) => files.slice(cuts[i], end));
    }
    /**
     * Asks about what the files of a batch leave undecided.
     * @param beside The batch's other files, about which nothing is asked here, and which are in the programs all the same.
     */
    ask(files, beside = []) {
        if (this.backend === 'off')
            return;
        const open = files.filter(isOpen);
        if (open.length === 0)
            return;
        this.#asked += open.reduce((n, f) => n + f.undecided.length, 0);
        const answered = this.#answer(open, beside.filter(isOpen));
        answered.catch(() => { }); // it is awaited, and told, once all files were seen
        this.#answered.push(answered);
    }
    /** Whether what else is in its batch matters to what is asked about these files. */
    needs(files) {
        return this.backend !== 'off' && files.some(isOpen);
    }
    /** Once all that was asked is decided; decided candidates become sites or go. */
    async decided() {
        const { backend, signal } = this;
        signal?.throwIfAborted();
        if (this.#asked === 0)
            return { backend, asked: 0, answered: 0 };
        const stop = () => void (this.session ?? this).close();
        signal?.addEventListener('abort', stop, { once: true });
        try {
            const answered = (await Promise.all(this.#answered)).reduce((n, m) => n + m, 0);
            return { backend: (await this.#open()).backend, asked: this.#asked, answered };
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
        finally {
            signal?.removeEventListener('abort', stop);
            await this.close();
        }
    }
    async #answer(open, beside) {
        const questions = [
            ...open.map((f) => [f.file.path, f.undecided.map(questionOf)]),
            ...beside.map((f) => [f.file.path, []]),
        ];
        // the order of a program's files is that of the scan, whichever of them are asked about
        questions.sort(([a], [b]) => (a < b ? -1 : 1));
        const oracle = await this.#open();
        const answers = await oracle.ask(new Map(questions));
        let answered = 0;
        for (const f of open) {
            const given = answers.get(f.file.path) ?? [];
            const left = [];
            for (const [i, candidate] of f.undecided.entries()) {
                const answer = given[i];
                const decision = answer ? decide(this.inf, candidate, answer) : { why: candidate.why };
                if ('why' in decision) {
                    left.push({ ...candidate, why: decision.why });
                    continue;
                }
                answered++;
                if ('site' in decision)
                    f.sites.push(decision.site);
                else
                    f.unrelated.push({ candidate, answer: answer });
            }
            f.undecided = left;
            f.sites.sort((a, b) => a.name.start - b.name.start);
        }
        return answered;
    }
    async close() {
        const oracle = await this.#oracle?.catch(() => undefined);
        await oracle?.close();
    }
    #open() {
        this.#oracle ??= this.#start();
        return this.#oracle;
    }
    async #start() {
        const { openOracle } = await import('../sites/oracle/index.js');
        const { onNotice, root, texts, session } = this;
        return openOracle(this.backend === 'ts-morph' ? 'ts-morph' : 'native', {
            onNotice,
            root,
            texts: texts && texts.size > 0 ? () => texts : undefined,
            server: session?.server,
        });
    }
}
