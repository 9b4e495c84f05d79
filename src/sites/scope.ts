/** Lexical scopes of one file: which declaration a name means. Only what receivers need; no hoisting puzzles. */
import type { Node, Program } from 'oxc-parser'

export interface Binding {
  name: string
  kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'catch' | 'type' | 'enum' | 'namespace'
  /** The identifier that declares it. */
  id: Node
  /** The declaration: import specifier, declarator, function, class, interface, type alias… */
  node: Node
  scope: Scope
}

export class Scope {
  readonly values: Map<string, Binding> = new Map<string, Binding>()
  readonly types: Map<string, Binding> = new Map<string, Binding>()
  constructor(
    readonly node: Node,
    readonly parent: Scope | undefined,
    /** The scope that `var` belongs to. */
    readonly isFunction: boolean,
  ) {}

  value(name: string): Binding | undefined {
    for (let s: Scope | undefined = this; s; s = s.parent) {
      const b = s.values.get(name)
      if (b) return b
    }
    return undefined
  }

  type(name: string): Binding | undefined {
    for (let s: Scope | undefined = this; s; s = s.parent) {
      const b = s.types.get(name)
      if (b) return b
    }
    return undefined
  }
}

/** Fed every node on the way down; declares what it introduces. */
export class ScopeBuilder {
  readonly root: Scope
  readonly scopeOf: Map<Node, Scope> = new Map<Node, Scope>()

  constructor(program: Program) {
    this.root = new Scope(program, undefined, true)
    this.scopeOf.set(program, this.root)
  }

  enter(node: Node): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) this.#value(this.#around(node), node.id.name, 'function', node.id, node)
        this.#function(node, node.params)
        break
      case 'FunctionExpression':
      case 'TSEmptyBodyFunctionExpression': {
        const scope = this.#function(node, node.params)
        if (node.id) this.#value(scope, node.id.name, 'function', node.id, node)
        break
      }
      case 'ArrowFunctionExpression':
        this.#function(node, node.params)
        break
      case 'ClassDeclaration':
        if (node.id) this.#both(this.#around(node), node.id.name, 'class', node.id, node)
        this.#open(node, false)
        break
      case 'ClassExpression': {
        const scope = this.#open(node, false)
        if (node.id) this.#both(scope, node.id.name, 'class', node.id, node)
        break
      }
      case 'VariableDeclarator': {
        const declaration = node.parent as Extract<Node, { type: 'VariableDeclaration' }>
        let scope = this.#around(node)
        if (declaration.kind === 'var') while (!scope.isFunction && scope.parent) scope = scope.parent
        this.#pattern(scope, node.id, 'variable', node)
        break
      }
      case 'ImportDeclaration':
        for (const s of node.specifiers) this.#both(this.root, s.local.name, 'import', s.local, s as Node)
        break
      case 'TSImportEqualsDeclaration':
        this.#both(this.root, node.id.name, 'import', node.id, node)
        break
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration': {
        const scope = this.#around(node)
        const old = scope.types.get(node.id.name)
        if (old?.kind !== 'class')
          scope.types.set(node.id.name, { name: node.id.name, kind: 'type', id: node.id, node, scope })
        break
      }
      case 'TSEnumDeclaration':
        this.#both(this.#around(node), node.id.name, 'enum', node.id, node)
        break
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier' && node.kind !== 'global')
          this.#both(this.#around(node), node.id.name, 'namespace', node.id, node)
        break
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
      case 'TSModuleBlock':
        this.#open(node, node.type === 'TSModuleBlock' || node.type === 'StaticBlock')
        break
      case 'CatchClause': {
        const scope = this.#open(node, false)
        if (node.param) this.#pattern(scope, node.param, 'catch', node)
        break
      }
      case 'TSTypeParameter':
        break
    }
  }

  #function(node: Node, params: readonly Node[]): Scope {
    const scope = this.#open(node, true)
    for (const p of params) this.#pattern(scope, p, 'parameter', node)
    return scope
  }

  #open(node: Node, isFunction: boolean): Scope {
    const scope = new Scope(node, this.#around(node), isFunction)
    this.scopeOf.set(node, scope)
    return scope
  }

  #around(node: Node): Scope {
    return scopeAround(this.scopeOf, node) ?? this.root
  }

  #value(scope: Scope, name: string, kind: Binding['kind'], id: Node, node: Node): void {
    scope.values.set(name, { name, kind, id, node, scope })
  }

  #both(scope: Scope, name: string, kind: Binding['kind'], id: Node, node: Node): void {
    const b: Binding = { name, kind, id, node, scope }
    // `interface Worker {}` beside `class Worker {}` adds to it; a namespace beside a function stays the function
    if (!(kind === 'namespace' && scope.values.has(name))) scope.values.set(name, b)
    scope.types.set(name, b)
  }

  #pattern(scope: Scope, pattern: Node, kind: Binding['kind'], node: Node): void {
    switch (pattern.type) {
      case 'Identifier':
        this.#value(scope, pattern.name, kind, pattern, node)
        break
      case 'ObjectPattern':
        for (const p of pattern.properties)
          this.#pattern(scope, p.type === 'RestElement' ? p.argument : p.value, kind, node)
        break
      case 'ArrayPattern':
        for (const e of pattern.elements) if (e) this.#pattern(scope, e as Node, kind, node)
        break
      case 'AssignmentPattern':
        this.#pattern(scope, pattern.left, kind, node)
        break
      case 'RestElement':
        this.#pattern(scope, pattern.argument, kind, node)
        break
      case 'TSParameterProperty':
        this.#pattern(scope, pattern.parameter as Node, kind, node)
        break
    }
  }
}

/** The scope a node stands in (its own, if it opens one, is not meant). */
export function scopeAround(scopes: Map<Node, Scope>, node: Node): Scope | undefined {
  for (let n = node.parent as Node | undefined; n; n = n.parent as Node | undefined) {
    const s = scopes.get(n)
    if (s) return s
  }
  return undefined
}
