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
import type { Inference } from './infer.js'
import { scopeAround } from './scope.js'

export interface Caller {
  file: SourceFile
  /** The call, or the mention of a function that is handed over by name. */
  node: Node
  isCall: boolean
}

export class Callers {
  /** Name → files whose text calls or mentions it. */
  readonly #mentions: Map<string, string[]> = new Map()
  readonly #known: Map<FunctionNode, Caller[]> = new Map()
  /** Names that were asked for and not looked up yet. */
  readonly wanted: Set<string> = new Set()
  /** How often an answer lacked other files. */
  asked = 0

  /** @param isTest Callers there don't count for what is no test itself: each test makes its own objects. */
  constructor(
    readonly inf: Inference,
    readonly isTest: (path: string) => boolean,
  ) {}

  /** Makes the files known that mention the wanted names. */
  learn(mentions: Map<string, string[]>): void {
    for (const name of this.wanted) this.#mentions.set(name, mentions.get(name) ?? [])
    this.wanted.clear()
    this.#known.clear()
  }

  /** All visible callers; until its name was looked up, those of its own file. */
  of(fn: FunctionNode, file: SourceFile): Caller[] {
    const known = this.#known.get(fn)
    if (known) return known
    const name = calledName(fn, file)
    const found = name === undefined ? [] : this.#inFile(fn, name, file, file)
    if (name !== undefined && isVisibleOutside(fn, file)) {
      const others = this.#mentions.get(name)
      if (!others) {
        this.wanted.add(name)
        this.asked++
        return found
      }
      for (const path of others) {
        if (path === file.path || (this.isTest(path) && !this.isTest(file.path))) continue
        const other = this.inf.project.followed(path)
        if (other) for (const caller of this.#inFile(fn, name, file, other)) found.push(caller)
      }
    }
    this.#known.set(fn, found)
    return found
  }

  /** Where objects of a class are made, its subclasses' included. */
  ofClass(cls: ClassNode, file: SourceFile): Caller[] {
    const made = cls.body.body.find(m => m.type === 'MethodDefinition' && m.kind === 'constructor')
    if (made?.type === 'MethodDefinition') return this.of(made.value as FunctionNode, file)
    const name = cls.id?.name
    if (name === undefined) return []
    const others = this.#mentions.get(name)
    if (!others) {
      this.wanted.add(name)
      this.asked++
    }
    const out: Caller[] = []
    for (const path of new Set([file.path, ...(others ?? [])])) {
      if (path !== file.path && this.isTest(path) && !this.isTest(file.path)) continue
      const other = path === file.path ? file : this.inf.project.followed(path)
      for (const call of other?.calls ?? []) {
        if (call.type !== 'NewExpression') continue
        const ty = this.inf.typeOf(strip(call.callee), other!)
        if (ty.k === 'class' && (ty.decl === cls || inherits(this.inf, ty.decl, ty.file, cls)))
          out.push({ file: other!, node: call, isCall: true })
      }
    }
    return out
  }

  #inFile(fn: FunctionNode, name: string, home: SourceFile, file: SourceFile): Caller[] {
    const out: Caller[] = []
    const { byName, constructions } = callsOf(file)
    for (const call of isConstructor(fn) ? constructions : (byName.get(name) ?? []))
      if (this.#means(fn, strip(call.callee), home, file, call.type === 'NewExpression'))
        out.push({ file, node: call, isCall: true })
    for (const id of file.identifiers.get(name) ?? []) {
      const whole = wholeOf(id)
      const p = whole.parent as Node | undefined
      if (!p || isDeclaring(id, p) || isConstructor(fn)) continue
      if ((p.type === 'CallExpression' || p.type === 'NewExpression') && strip(p.callee) === whole) continue
      if (p.type === 'ImportSpecifier' || p.type === 'ExportSpecifier' || p.type === 'ImportDefaultSpecifier') continue
      if (this.#means(fn, whole, home, file, false)) out.push({ file, node: whole, isCall: false })
    }
    return out
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

interface Calls {
  byName: Map<string, (CallNode | NewNode)[]>
  constructions: NewNode[]
}

/** The calls of a file, for what is asked of many of its functions. */
const known = new WeakMap<SourceFile, Calls>()

function callsOf(file: SourceFile): Calls {
  let calls = known.get(file)
  if (calls) return calls
  calls = { byName: new Map(), constructions: [] }
  known.set(file, calls)
  for (const call of file.calls) {
    if (call.type === 'NewExpression') calls.constructions.push(call)
    const name = nameOf(strip(call.callee))
    if (name === undefined) continue
    const list = calls.byName.get(name)
    if (list) list.push(call)
    else calls.byName.set(name, [call])
  }
  return calls
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
