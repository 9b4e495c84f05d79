/** The checker of TypeScript 7: a child process that is asked over JSON-RPC, many questions at a time. */
import { Answers } from './answer.js';
import { NativeLens } from './native-lens.js';
import { NativeServer } from './native-server.js';
import { asked, inOrder } from './projects.js';
/** Files asked about at once, so that the checker need not wait while an answer is read. */
const ATONCE = 4;
export class NativeOracle {
    backend = 'native';
    #server;
    #isOwn;
    #open = [];
    /** @param isOwn The server ends with the oracle. */
    constructor(server, isOwn) {
        this.#server = server;
        this.#isOwn = isOwn;
    }
    /** @throws OracleError when the checker can't be started. */
    static async start(options) {
        return new NativeOracle(await NativeServer.start(options), true);
    }
    /** Process id of the checker. */
    get pid() {
        return this.#server.rpc.pid;
    }
    ask(questions) {
        return this.#server.inTurn(() => this.#ask(questions));
    }
    async close() {
        if (this.#isOwn)
            await this.#server.close();
    }
    async #ask(questions) {
        const server = this.#server;
        const answers = new Map();
        await server.projects.in(questions.keys(), async (all) => {
            const projects = asked(all, questions);
            const configs = projects.map(p => p.config);
            const opened = await server.snapshot(configs, this.#open);
            this.#open = configs;
            await Promise.all(projects.map(async ({ config, files }) => {
                const base = { snapshot: opened.snapshot, project: opened.ids.get(config) };
                const given = new Answers(new NativeLens(server.rpc, base), server.seen);
                const work = async (file) => {
                    answers.set(file, await server.within(() => given.ofFile(file, questions.get(file))));
                };
                for (let i = 0; i < files.length; i += ATONCE)
                    await Promise.all(files.slice(i, i + ATONCE).map(work));
            }));
            await server.release(opened);
        });
        return inOrder(questions, answers);
    }
}
