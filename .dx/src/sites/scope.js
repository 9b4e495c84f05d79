export class Scope {
    node;
    parent;
    isFunction;
    values = new Map();
    types = new Map();
    constructor(node, parent, 
    /** The scope that `var` belongs to. */
    isFunction) {
        this.node = node;
        this.parent = parent;
        this.isFunction = isFunction;
    }
    value(name) {
        for (let s = this; s; s = s.parent) {
            const b = s.values.get(name);
            if (b)
                return b;
        }
        return undefined;
    }
    type(name) {
        for (let s = this; s; s = s.parent) {
            const b = s.types.get(name);
            if (b)
                return b;
        }
        return undefined;
    }
}
/** Fed every node on the way down; declares what it introduces. */
export class ScopeBuilder {
    root;
    scopeOf = new Map();
    constructor(program) {
        this.root = new Scope(program, undefined, true);
        this.scopeOf.set(program, this.root);
    }
    enter(node) {
        switch (node.type) {
            case 'FunctionDeclaration':
            case 'TSDeclareFunction':
                if (node.id)
                    this.#value(this.#around(node), node.id.name, 'function', node.id, node);
                this.#function(node, node.params);
                break;
            case 'FunctionExpression':
            case 'TSEmptyBodyFunctionExpression': {
                const scope = this.#function(node, node.params);
                if (node.id)
                    this.#value(scope, node.id.name, 'function', node.id, node);
                break;
            }
            case 'ArrowFunctionExpression':
                this.#function(node, node.params);
                break;
            case 'ClassDeclaration':
                if (node.id)
                    this.#both(this.#around(node), node.id.name, 'class', node.id, node);
                this.#open(node, false);
                break;
            case 'ClassExpression': {
                const scope = this.#open(node, false);
                if (node.id)
                    this.#both(scope, node.id.name, 'class', node.id, node);
                break;
            }
            case 'VariableDeclarator': {
                const declaration = node.parent;
                let scope = this.#around(node);
                if (declaration.kind === 'var')
                    while (!scope.isFunction && scope.parent)
                        scope = scope.parent;
                this.#pattern(scope, node.id, 'variable', node);
                break;
            }
            case 'ImportDeclaration':
                for (const s of node.specifiers)
                    this.#both(this.root, s.local.name, 'import', s.local, s);
                break;
            case 'TSImportEqualsDeclaration':
                this.#both(this.root, node.id.name, 'import', node.id, node);
                break;
            case 'TSInterfaceDeclaration':
            case 'TSTypeAliasDeclaration': {
                const scope = this.#around(node);
                const old = scope.types.get(node.id.name);
                if (old?.kind !== 'class')
                    scope.types.set(node.id.name, { name: node.id.name, kind: 'type', id: node.id, node, scope });
                break;
            }
            case 'TSEnumDeclaration':
                this.#both(this.#around(node), node.id.name, 'enum', node.id, node);
                break;
            case 'TSModuleDeclaration':
                if (node.id.type === 'Identifier' && node.kind !== 'global')
                    this.#both(this.#around(node), node.id.name, 'namespace', node.id, node);
                break;
            case 'BlockStatement':
            case 'ForStatement':
            case 'ForInStatement':
            case 'ForOfStatement':
            case 'SwitchStatement':
            case 'StaticBlock':
            case 'TSModuleBlock':
                this.#open(node, node.type === 'TSModuleBlock' || node.type === 'StaticBlock');
                break;
            case 'CatchClause': {
                const scope = this.#open(node, false);
                if (node.param)
                    this.#pattern(scope, node.param, 'catch', node);
                break;
            }
            case 'TSTypeParameter':
                break;
        }
    }
    #function(node, params) {
        const scope = this.#open(node, true);
        for (const p of params)
            this.#pattern(scope, p, 'parameter', node);
        return scope;
    }
    #open(node, isFunction) {
        const scope = new Scope(node, this.#around(node), isFunction);
        this.scopeOf.set(node, scope);
        return scope;
    }
    #around(node) {
        return scopeAround(this.scopeOf, node) ?? this.root;
    }
    #value(scope, name, kind, id, node) {
        scope.values.set(name, { name, kind, id, node, scope });
    }
    #both(scope, name, kind, id, node) {
        const b = { name, kind, id, node, scope };
        // `interface Worker {}` beside `class Worker {}` adds to it; a namespace beside a function stays the function
        if (!(kind === 'namespace' && scope.values.has(name)))
            scope.values.set(name, b);
        scope.types.set(name, b);
    }
    #pattern(scope, pattern, kind, node) {
        switch (pattern.type) {
            case 'Identifier':
                this.#value(scope, pattern.name, kind, pattern, node);
                break;
            case 'ObjectPattern':
                for (const p of pattern.properties)
                    this.#pattern(scope, p.type === 'RestElement' ? p.argument : p.value, kind, node);
                break;
            case 'ArrayPattern':
                for (const e of pattern.elements)
                    if (e)
                        this.#pattern(scope, e, kind, node);
                break;
            case 'AssignmentPattern':
                this.#pattern(scope, pattern.left, kind, node);
                break;
            case 'RestElement':
                this.#pattern(scope, pattern.argument, kind, node);
                break;
            case 'TSParameterProperty':
                this.#pattern(scope, pattern.parameter, kind, node);
                break;
        }
    }
}
/** The scope a node stands in (its own, if it opens one, is not meant). */
export function scopeAround(scopes, node) {
    for (let n = node.parent; n; n = n.parent) {
        const s = scopes.get(n);
        if (s)
            return s;
    }
    return undefined;
}
