/** Kinds of nodes in TypeScript 7.0.2's tree. */
export const KINDS = {
    Identifier: 79,
    PrivateIdentifier: 80,
    Parameter: 170,
    PropertySignature: 172,
    PropertyDeclaration: 173,
    MethodSignature: 174,
    MethodDeclaration: 175,
    GetAccessor: 178,
    SetAccessor: 179,
    ClassExpression: 232,
    Block: 242,
    VariableDeclaration: 261,
    FunctionDeclaration: 263,
    ClassDeclaration: 264,
    InterfaceDeclaration: 265,
    TypeAliasDeclaration: 266,
    EnumDeclaration: 267,
    ModuleBlock: 269,
    PropertyAssignment: 303,
    SourceFile: 307,
};
const NAMES = new Set(['Identifier', 'PrivateIdentifier'].map(k => KINDS[k]));
const BODIES = new Set(['Block', 'ModuleBlock', 'SourceFile'].map(k => KINDS[k]));
const TYPES = new Set(['ClassExpression', 'ClassDeclaration', 'InterfaceDeclaration', 'TypeAliasDeclaration', 'EnumDeclaration'].map(k => KINDS[k]));
const NAMED = new Set(Object.values(KINDS).filter(k => !NAMES.has(k) && !BODIES.has(k) && !TYPES.has(k)));
/**
 * A file's tree in the encoding of TypeScript 7.0.2, of which only names and parents are read. It is asked for
 * when a symbol alone does not say where it stands: members of unions and of mapped types, function types.
 */
export class SyntaxTree {
    #view;
    #nodes;
    #names;
    constructor(base64) {
        const bytes = Buffer.from(base64 ?? '', 'base64');
        this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.#nodes = bytes.length < 44 ? 0 : this.#u32(40);
    }
    chain(index) {
        const steps = [];
        if (this.#nodes === 0)
            return steps;
        for (let i = index; i > 0; i = this.#field(i, 16)) {
            const kind = this.#field(i, 0);
            if (BODIES.has(kind))
                steps.push({ kind: 'body' });
            else if (TYPES.has(kind))
                steps.push({ kind: 'type', name: this.#nameOf(i) });
            else if (NAMED.has(kind))
                steps.push({ kind: 'named', name: this.#nameOf(i) });
            else
                steps.push({ kind: 'other' });
            if (kind === KINDS.SourceFile)
                break;
        }
        return steps;
    }
    #u32(offset) {
        return this.#view.getUint32(offset, true);
    }
    #field(index, offset) {
        return this.#u32(this.#nodes + index * 28 + offset);
    }
    #nameOf(index) {
        this.#names ??= this.#collect();
        const at = this.#names.get(index);
        if (at === undefined)
            return undefined;
        const entry = this.#u32(24) + (this.#field(at, 20) & 0xffffff) * 4;
        const [from, to] = [this.#u32(entry), this.#u32(entry + 4)];
        return Buffer.from(this.#view.buffer, this.#view.byteOffset + this.#u32(28) + from, to - from).toString('utf8');
    }
    /** The first name directly under each node. */
    #collect() {
        const names = new Map();
        const count = (this.#view.byteLength - this.#nodes) / 28;
        for (let i = 1; i < count; i++) {
            if (!NAMES.has(this.#field(i, 0)))
                continue;
            const parent = this.#field(i, 16);
            if (!names.has(parent))
                names.set(parent, i);
        }
        return names;
    }
}
