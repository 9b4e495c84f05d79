/** By which declarations a receiver, or a function, is known: from the name in the call back to an import. */
import { classOf, isFunction, keyName, memberName, strip } from '../sites/ast.js';
import { scopeAround } from '../sites/scope.js';
const longest = 8;
export function trailOf(expression, file, inf, spot) {
    const trail = new Trail(inf, spot);
    trail.follow(expression, file);
    return trail.spots;
}
class Trail {
    inf;
    spot;
    spots = [];
    #seen = new Set();
    constructor(inf, spot) {
        this.inf = inf;
        this.spot = spot;
    }
    follow(expression, file) {
        const n = strip(expression);
        if (this.#seen.has(n) || this.spots.length >= longest)
            return;
        this.#seen.add(n);
        switch (n.type) {
            case 'Identifier':
                this.#name(n.name, n, file);
                return;
            case 'MemberExpression':
                if (strip(n.object).type === 'ThisExpression' && this.#field(n, file))
                    return;
                this.follow(n.object, file);
                return;
            case 'CallExpression':
            case 'NewExpression':
                this.follow(n.callee, file);
                return;
            case 'AwaitExpression':
                this.follow(n.argument, file);
                return;
            case 'ConditionalExpression':
                this.follow(n.consequent, file);
                return;
            case 'LogicalExpression':
                this.follow(n.right, file);
                return;
            case 'ThisExpression': {
                const cls = classOf(n);
                if (!cls?.superClass)
                    return;
                this.#add('the base class', cls.superClass, file);
                this.follow(cls.superClass, file);
                return;
            }
        }
    }
    #add(what, node, file) {
        this.spots.push(this.spot(what, node, file));
    }
    #name(name, at, file) {
        const b = scopeAround(file.scopeOf, at)?.value(name);
        if (b)
            this.#binding(b, file);
    }
    #binding(b, file) {
        if (this.#seen.has(b.id))
            return;
        this.#seen.add(b.id);
        switch (b.kind) {
            case 'import':
                this.#add('the import', b.id, file);
                this.#imported(b, file);
                return;
            case 'parameter':
                this.#add('the parameter', b.id, file);
                this.#annotated(b.id, file);
                return;
            case 'function':
                this.#add('the function', b.id, file);
                if (isFunction(b.node) && b.node.returnType)
                    this.#type(b.node.returnType, file);
                return;
            case 'class':
                this.#add('the class', b.id, file);
                if ((b.node.type === 'ClassDeclaration' || b.node.type === 'ClassExpression') && b.node.superClass)
                    this.follow(b.node.superClass, file);
                return;
            default:
                this.#add('the declaration', b.id, file);
                if (this.#annotated(b.id, file))
                    return;
                if (b.node.type === 'VariableDeclarator')
                    this.#variable(b, b.node, file);
        }
    }
    #variable(b, node, file) {
        if (this.#annotated(node.id, file))
            return;
        if (node.init) {
            this.follow(node.init, file);
            return;
        }
        const loop = node.parent?.parent;
        if (loop?.type === 'ForOfStatement')
            this.follow(loop.right, file);
        const set = (file.assigned.get(b.name) ?? []).find(a => {
            const left = strip(a.left);
            return left.type === 'Identifier' && scopeAround(file.scopeOf, left)?.value(b.name) === b;
        });
        if (!set)
            return;
        this.#add('where it is set', set, file);
        this.follow(set.right, file);
    }
    #annotated(id, file) {
        const annotation = 'typeAnnotation' in id ? id.typeAnnotation : null;
        if (!annotation)
            return false;
        this.#type(annotation, file);
        return true;
    }
    /** The names in a written type. */
    #type(annotation, file) {
        for (const name of namesIn(annotation)) {
            const b = scopeAround(file.scopeOf, annotation)?.type(name);
            if (!b || this.#seen.has(b.id))
                continue;
            this.#seen.add(b.id);
            this.#add(b.kind === 'import' ? 'the import' : 'the type', b.id, file);
            if (b.kind === 'import')
                this.#imported(b, file);
            return;
        }
    }
    /** On into the program's own module. */
    #imported(b, file) {
        const declaration = b.node.parent;
        if (declaration?.type !== 'ImportDeclaration')
            return;
        const path = this.inf.project.resolve(file.path, declaration.source.value);
        const other = path === undefined ? undefined : this.inf.project.followed(path);
        if (!other)
            return;
        const name = b.node.type === 'ImportSpecifier'
            ? b.node.imported.type === 'Identifier'
                ? b.node.imported.name
                : b.node.imported.value
            : undefined;
        const declared = name === undefined ? undefined : (other.scope.value(name) ?? other.scope.type(name));
        if (declared && this.spots.length < longest)
            this.#binding(declared, other);
    }
    /** `this.worker`: the field, the parameter property, or where it is set. */
    #field(member, file) {
        const name = memberName(member);
        const cls = classOf(member);
        if (!cls || name === undefined)
            return false;
        for (const m of cls.body.body) {
            if (m.type === 'PropertyDefinition' && keyName(m.key, m.computed) === name) {
                this.#add('the field', m, file);
                if (m.typeAnnotation)
                    this.#type(m.typeAnnotation, file);
                else if (m.value)
                    this.follow(m.value, file);
                else
                    this.#assigned(name, cls, file);
                return true;
            }
            if (m.type !== 'MethodDefinition' || m.kind !== 'constructor')
                continue;
            for (const p of m.value.params) {
                if (p.type !== 'TSParameterProperty')
                    continue;
                const id = (p.parameter.type === 'AssignmentPattern' ? p.parameter.left : p.parameter);
                if (id.type !== 'Identifier' || id.name !== name)
                    continue;
                this.#add('the parameter', id, file);
                this.#annotated(id, file);
                return true;
            }
        }
        return this.#assigned(name, cls, file);
    }
    #assigned(name, cls, file) {
        const set = (file.assigned.get(name.replace(/^#/, '')) ?? []).find(a => memberName(strip(a.left)) === name && classOf(a) === cls);
        if (!set)
            return false;
        this.#add('where it is set', set, file);
        this.follow(set.right, file);
        return true;
    }
}
/** Names of types in an annotation, in the order of the text: `Map<string, Worker>` has two. */
function namesIn(annotation) {
    const names = [];
    const stack = [annotation];
    while (stack.length > 0) {
        const n = stack.pop();
        if (n === null || typeof n !== 'object')
            continue;
        if (n.type === 'TSTypeReference') {
            let name = n.typeName;
            while (name.type === 'TSQualifiedName')
                name = name.left;
            if (typeof name.name === 'string')
                names.push(name.name);
        }
        for (const [key, value] of Object.entries(n))
            if (key !== 'parent')
                stack.push(...(Array.isArray(value) ? [...value].reverse() : [value]));
    }
    return names;
}
