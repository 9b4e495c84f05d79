/** Who calls a function, in its own file and in others. Other files are looked through in rounds, many names at once. */
import {
  ancestors,
  type CallNode,
  type ClassNode,
  classOf,
  type FunctionNode,
  isClass,
  isFunction,
  memberName,
  type NewNode,
  type Node,
  type SourceFile,
  strip,
} from './ast.js'
import { functionName, isConstructor } from './flow.js'
import { makerOf, usesOfResult } from './handed-back.js'
import type { Inference } from './infer.js'
import { scopeAround } from './scope.js'
import type { Ty } from './ty.js'

export interface Caller {
  file: SourceFile
  /** The call, or the mention of a function that is handed over by name. */
  node: Node
  isCall: boolean
}

/** Names to be looked up → the files that declare them. */
export type Wanted = ReadonlyMap<string, ReadonlySet<string>>

export class Callers {
  /** Name → file that declares it → files whose text mentions it. */
  readonly #mentions: Map<string, Map<string, string[]>> = new Map()
  readonly #known: Map<FunctionNode, Caller[]> = new Map()
  readonly #made: Map<SourceFile, Map<Node, Node[]>> = new Map()
  readonly #named: Map<SourceFile, Map<string, Uses>> = new Map()
  /** Names that were asked for and not looked up yet. */
  readonly wanted: Map<string, Set<string>> = new Map()
  /** How often an answer lacked other files. */
  asked = 0

  /**
   * @param isTest Callers there don't count for what is no test itself: each test makes its own objects.
   * @param mayHold Whether a file may hold a site, and so is parsed in a scan of all.
   */
  constructor(
    readonly inf: Inference,
    readonly isTest: (path: string) => boolean,
    readonly mayHold: (path: string) => boolean,
  ) {}

  /** Makes the files known that mention the wanted names. */
  learn(mentions: Map<string, Map<string, string[]>>): void {
    for (const [name, homes] of mentions) {
      const known = this.#mentions.get(name) ?? new Map<string, string[]>()
      this.#mentions.set(name, known)
      for (const [home, files] of homes) known.set(home, files)
    }
    this.wanted.clear()
    this.#known.clear()
  }

  /** Other files that mention what a file declares; none yet while they are still to be looked up. */
  #others(name: string, home: SourceFile): string[] | undefined {
    const known = this.#mentions.get(name)?.get(home.path)
    if (known) return known.filter(path => path !== home.path && (this.isTest(home.path) || !this.isTest(path)))
    const homes = this.wanted.get(name)
    if (homes) homes.add(home.path)
    else this.wanted.set(name, new Set([home.path]))
    this.asked++
    return undefined
  }

  /** All visible callers; until its name was looked up, those of its own file. */
  of(fn: FunctionNode, file: SourceFile): Caller[] {
    const known = this.#known.get(fn)
    if (known) return known
    const name = calledName(fn, file)
    const maker = name === undefined ? makerOf(fn) : undefined
    if (maker) return this.of(maker, file).flatMap(usesOfResult)
    const found = name === undefined ? [] : this.#inFile(fn, name, file, file)
    if (name !== undefined && !name.startsWith('#') && isVisibleOutside(fn, file)) {
      const others = this.#others(name, file)
      if (!others) return found
      for (const path of others) {
        if (!this.#knows(path, fn)) continue
        const other = this.inf.project.followed(path)
        if (other) for (const caller of this.#inFile(fn, name, file, other)) found.push(caller)
      }
    }
    this.#known.set(fn, found)
    return found
  }

  /**
   * Whether a file can have an object with the method: its class stands there or in what is imported there. A longer
   * way to it, over three files' types, is not gone: each `render` of a program would be looked at for each other.
   */
  #knows(path: string, fn: FunctionNode): boolean {
    const owner = isConstructor(fn) ? undefined : classOf(fn)?.id?.name
    const { project } = this.inf
    if (owner === undefined || this.mayHold(path) || project.mentions(path, owner)) return true
    return project.importsOf(path).some(target => project.mentions(target, owner))
  }

  /** Where objects of a class are made, its subclasses' included. */
  ofClass(cls: ClassNode, file: SourceFile): Caller[] {
    const made = cls.body.body.find(m => m.type === 'MethodDefinition' && m.kind === 'constructor')
    if (made?.type === 'MethodDefinition') return this.of(made.value as FunctionNode, file)
    const name = cls.id?.name
    if (name === undefined) return []
    const out: Caller[] = []
    for (const path of [file.path, ...(this.#others(name, file) ?? [])]) {
      const other = path === file.path ? file : this.inf.project.followed(path)
      if (!other) continue
      for (const node of this.#constructions(other).get(cls) ?? []) out.push({ file: other, node, isCall: true })
    }
    return out
  }

  #inFile(fn: FunctionNode, name: string, home: SourceFile, file: SourceFile): Caller[] {
    const targets: Node[] = [fn, classOf(fn)].filter(t => t !== undefined)
    const meant = (uses: Map<Node, Node[]>): Node[] =>
      targets.flatMap(t => uses.get(t) ?? []).sort((x, y) => x.start - y.start || y.end - x.end)
    if (isConstructor(fn))
      return meant(this.#constructions(file))
        .filter(call => this.#means(fn, strip((call as NewNode).callee), home, file, true))
        .map(node => ({ file, node, isCall: true }))
    const { calls, mentions } = this.#uses(name, file, file === home)
    return [
      ...meant(calls)
        .filter(call => this.#means(fn, strip((call as CallNode).callee), home, file, call.type === 'NewExpression'))
        .map(node => ({ file, node, isCall: true })),
      ...meant(mentions)
        .filter(node => this.#means(fn, node, home, file, false))
        .map(node => ({ file, node, isCall: false })),
    ]
  }

  /** Classes → where their objects, and those of their subclasses, are made. */
  #constructions(file: SourceFile): Map<Node, Node[]> {
    const known = this.#made.get(file)
    if (known) return known
    const made = new Map<Node, Node[]>()
    this.#made.set(file, made)
    for (const call of file.calls)
      if (call.type === 'NewExpression')
        for (const cls of this.#lineOf(this.inf.typeOf(strip(call.callee), file))) add(made, cls, call)
    return made
  }

  #lineOf(ty: Ty): Set<Node> {
    const line = new Set<Node>()
    for (let t of ty.k === 'union' ? ty.of : [ty])
      for (let depth = 0; t.k === 'class' && depth < 8 && !line.has(t.decl); depth++) {
        line.add(t.decl)
        if (t.decl.superClass) t = this.inf.typeOf(t.decl.superClass, t.file)
      }
    return line
  }

  /** Calls and mentions of a name by what they may mean: a function, or for `this.name` the class. */
  #uses(name: string, file: SourceFile, isHome: boolean): Uses {
    const key = `${isHome}\0${name}`
    const names = this.#named.get(file) ?? new Map<string, Uses>()
    this.#named.set(file, names)
    const known = names.get(key)
    if (known) return known
    const uses: Uses = { calls: new Map(), mentions: new Map() }
    names.set(key, uses)
    for (const call of callsOf(file).get(name) ?? [])
      for (const t of this.#targets(strip(call.callee), file, isHome)) add(uses.calls, t, call)
    for (const id of file.identifiers.get(name) ?? []) {
      const whole = wholeOf(id)
      const p = whole.parent as Node | undefined
      if (!p || isDeclaring(id, p)) continue
      if ((p.type === 'CallExpression' || p.type === 'NewExpression') && strip(p.callee) === whole) continue
      if (p.type === 'ImportSpecifier' || p.type === 'ExportSpecifier' || p.type === 'ImportDefaultSpecifier') continue
      for (const t of this.#targets(whole, file, isHome)) add(uses.mentions, t, whole)
    }
    return uses
  }

  #targets(callee: Node, file: SourceFile, isHome: boolean): Set<Node> {
    if (isHome && callee.type === 'Identifier') {
      const declared = scopeAround(file.scopeOf, callee)?.value(callee.name)?.node
      const init = declared?.type === 'VariableDeclarator' && declared.init ? strip(declared.init) : undefined
      return new Set([declared, init].filter(n => n !== undefined))
    }
    if (isHome && callee.type === 'MemberExpression' && strip(callee.object).type === 'ThisExpression')
      return new Set([classOf(callee)].filter(n => n !== undefined))
    const ty = this.inf.typeOf(callee, file)
    return new Set((ty.k === 'union' ? ty.of : [ty]).flatMap(t => (t.k === 'function' ? [t.node] : [])))
  }

  #means(fn: FunctionNode, callee: Node, home: SourceFile, file: SourceFile, isNew: boolean): boolean {
    if (isNew !== isConstructor(fn)) return false
    if (callee.type === 'Identifier' && file === home && !isNew) {
      const b = scopeAround(file.scopeOf, callee)?.value(callee.name)
      return (
        b !== undefined &&
        (b.node === fn || (b.node.type === 'VariableDeclarator' && b.node.init !== null && strip(b.node.init) === fn))
      )
    }
    const owner = classOf(fn)
    if (callee.type === 'MemberExpression' && strip(callee.object).type === 'ThisExpression' && file === home) {
      if (isNew) return false
      return owner !== undefined && classOf(callee) === owner && memberName(callee) === functionName(fn)
    }
    const ty = this.inf.typeOf(callee, file)
    for (const t of ty.k === 'union' ? ty.of : [ty]) {
      if (t.k === 'function' && t.node === fn) return true
      if (t.k === 'class' && isNew && (t.decl === owner || inherits(this.inf, t.decl, t.file, owner))) return true
    }
    return false
  }
}

interface Uses {
  calls: Map<Node, Node[]>
  mentions: Map<Node, Node[]>
}

/** The calls of a file by name, for what is asked of many of its functions. */
const named = new WeakMap<SourceFile, Map<string, Node[]>>()

function callsOf(file: SourceFile): Map<string, (CallNode | NewNode)[]> {
  const calls = (named.get(file) ?? new Map()) as Map<string, (CallNode | NewNode)[]>
  if (named.has(file)) return calls
  named.set(file, calls)
  for (const call of file.calls) {
    const name = nameOf(strip(call.callee))
    if (name !== undefined) add(calls, name, call)
  }
  return calls
}

function add<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

/** A subclass without a constructor of its own runs its base's. */
function inherits(inf: Inference, cls: Node, file: SourceFile, owner: Node | undefined, depth = 0): boolean {
  if (!owner || depth > 6 || !isClass(cls) || !cls.superClass) return false
  const base = inf.typeOf(cls.superClass, file)
  return base.k === 'class' && (base.decl === owner || inherits(inf, base.decl, base.file, owner, depth + 1))
}

const nameOf = (callee: Node): string | undefined =>
  callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : undefined

/** `x.f` for its `f`, `f` for itself. */
function wholeOf(id: Node): Node {
  const p = id.parent as Node | undefined
  return p?.type === 'MemberExpression' && p.property === id && !p.computed ? p : id
}

function isDeclaring(id: Node, parent: Node): boolean {
  return (
    ('id' in parent && parent.id === id) ||
    ('key' in parent && parent.key === id && !('shorthand' in parent && parent.shorthand)) ||
    ('params' in parent && (parent.params as unknown[]).includes(id))
  )
}

/** The name by which others call it; for a constructor its class's. */
function calledName(fn: FunctionNode, file: SourceFile): string | undefined {
  if (!isConstructor(fn)) return functionName(fn)
  const cls = classOf(fn)
  if (cls?.id) return cls.id.name
  const p = cls?.parent as Node | undefined
  return p?.type === 'VariableDeclarator' && p.id.type === 'Identifier' ? p.id.name : file.path
}

/** Declared at module level, or a member of a class or object: another file may reach it. */
function isVisibleOutside(fn: FunctionNode, file: SourceFile): boolean {
  let isMember = false
  for (const a of ancestors(fn)) {
    if (a.type === 'Property' || a.type === 'MethodDefinition' || a.type === 'PropertyDefinition') isMember = true
    if (isFunction(a)) return isMember
    if (a === file.program) return true
  }
  return true
}
