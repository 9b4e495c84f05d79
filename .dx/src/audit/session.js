export class Session {
    /** Where an own checker is to be asked; `off`: of no scan. */
    backend;
    trees = new Map();
    tested = new Map();
    /** That of the last scan; one of other files stands on its own. */
    ground;
    found;
    onNotice = () => { };
    #texts = new Map();
    #server;
    #root;
    constructor(root, backend) {
        this.#root = root;
        this.backend = backend;
    }
    /** Texts that stand in for files from now on. */
    see(texts) {
        this.#texts = texts ?? new Map();
    }
    texts = () => this.#texts;
    /** The process of TypeScript 7, started once. @throws OracleError when it can't be. */
    server = () => {
        this.#server ??= this.#start();
        return this.#server;
    };
    async close() {
        const server = await this.#server?.catch(() => undefined);
        await server?.close();
    }
    async #start() {
        const { NativeServer } = await import('../sites/oracle/native-server.js');
        return NativeServer.start({ root: this.#root, onNotice: text => this.onNotice(text), texts: this.texts });
    }
}
