/** What blanks can't express; the compiler has to. */
const meaningful = new Set([
    'TSEnumDeclaration',
    'TSModuleDeclaration',
    'TSParameterProperty',
    'TSImportEqualsDeclaration',
    'TSExportAssignment',
    'TSNamespaceExportDeclaration',
    'TSTypeAssertion',
    'Decorator',
    'ClassDeclaration',
    'ClassExpression',
]);
const types = new Set([
    'TSTypeAnnotation',
    'TSTypeParameterDeclaration',
    'TSTypeParameterInstantiation',
    'TSInterfaceDeclaration',
    'TSTypeAliasDeclaration',
    'TSDeclareFunction',
]);
/** The text with its places unchanged; none where more than types has to be seen to: classes, enums, namespaces. */
export function withoutTypes(program, text) {
    const stripper = new Stripper(text);
    return stripper.visit(program) ? stripper.result() : undefined;
}
class Stripper {
    text;
    #blanks = [];
    /** Names that are read. */
    #read = new Set();
    #imports = [];
    constructor(text) {
        this.text = text;
    }
    /** False if the node can't be done by blanks. */
    visit(node) {
        if (meaningful.has(node.type))
            return false;
        if (types.has(node.type) || node.declare === true)
            return this.#blank(node.start, node.end);
        if (node.importKind === 'type' || node.exportKind === 'type')
            return this.#blank(node.start, this.#comma(node));
        switch (node.type) {
            case 'ImportDeclaration':
                this.#imports.push(node);
                return true;
            case 'TSAsExpression':
            case 'TSSatisfiesExpression':
            case 'TSNonNullExpression': {
                const inner = node.expression;
                const rest = this.text.slice(node.end);
                // without its type, `a as T` at the end of a line would go on in the next one
                if (/^\s*\n\s*[([`+\-/]/.test(rest))
                    return false;
                return this.visit(inner) && this.#blank(this.#behind(inner, node), node.end);
            }
            case 'ExportNamedDeclaration': {
                const own = node.declaration;
                if (own && (types.has(own.type) || own.declare === true))
                    return this.#blank(node.start, node.end);
                break;
            }
            case 'ArrowFunctionExpression': {
                // no line may end before the arrow
                const returns = node.returnType;
                const own = node.typeParameters;
                if ([returns, own].some(t => t && this.text.slice(t.start, t.end).includes('\n')))
                    return false;
                break;
            }
            case 'Identifier': {
                const name = node.name;
                if (name === 'this')
                    return false;
                this.#read.add(name);
                // `x?: T` and `x!: T`
                if (node.optional === true || node.typeAnnotation)
                    return this.#blank(node.start + name.length, node.end);
                return node.end === node.start + name.length || !this.text.startsWith(name, node.start);
            }
        }
        return this.#children(node);
    }
    result() {
        for (const node of this.#imports)
            this.#import(node);
        let out = '';
        let at = 0;
        for (const { start, end } of this.#blanks.sort((a, b) => a.start - b.start)) {
            if (end <= at)
                continue;
            const from = Math.max(start, at);
            out += this.text.slice(at, from) + this.text.slice(from, end).replace(/[^\r\n\u2028\u2029]/g, ' ');
            at = end;
        }
        return out + this.text.slice(at);
    }
    #children(node) {
        for (const value of Object.values(node)) {
            const list = Array.isArray(value) ? value : [value];
            for (const child of list)
                if (isNode(child) && !this.visit(child))
                    return false;
        }
        return true;
    }
    /** Names that nothing reads are types; an import of nothing else goes. */
    #import(node) {
        const all = node.specifiers;
        const idle = all.filter(s => s.importKind === 'type' || !this.#read.has(s.local.name));
        if (idle.length === 0)
            return;
        if (idle.length === all.length)
            this.#blank(node.start, node.end);
        else
            for (const s of idle)
                this.#blank(s.start, this.#comma(s));
    }
    /** The end of a list's item, with the comma behind it. */
    #comma({ type, end }) {
        if (!/Specifier$/.test(type))
            return end;
        return end + (/^\s*,/.exec(this.text.slice(end))?.[0].length ?? 0);
    }
    /** Behind an operand and the parentheses around it. */
    #behind(inner, outer) {
        const between = this.text.slice(inner.end, outer.end);
        const keyword = outer.type === 'TSNonNullExpression' ? /!/ : /\b(?:as|satisfies)\b/;
        return inner.end + keyword.exec(between).index;
    }
    #blank(start, end) {
        this.#blanks.push({ start, end });
        return true;
    }
}
const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string';
