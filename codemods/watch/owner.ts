/**
 * Where the owner of a watcher ends. The owner is what its listener closes over: a listener that uses no more than its
 * object belongs to the object, one that uses a call's own variables to that call, and an effect's to the effect.
 */
import type { Task } from '../codemod.js'
import { j, nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { captured, declaredIn, isFunction, namesIn, own, returnsIn, waits, walk } from './names.js'
import type { Registration } from './registration.js'

export type Owner =
  /** An object. `once`: the watcher is made in its constructor or in a field, so that there is one of it. */
  | { readonly kind: 'object'; readonly body: Syntax; readonly once: boolean; readonly name: string; readonly end: End }
  /** A function inside that undoes what the one around it did; `body` may be an expression. */
  | { readonly kind: 'cleanup'; readonly fn: Syntax; readonly within: Syntax; readonly end: string }
  /** An effect that gives nothing back yet. */
  | { readonly kind: 'effect'; readonly body: Syntax; readonly within: Syntax }
  | { readonly kind: 'finally'; readonly statement: Syntax; readonly block: Syntax; readonly within: Syntax }
  /** An async function that waits and ends: what follows the watcher. */
  | { readonly kind: 'rest'; readonly body: Syntax; readonly within: Syntax }

export type End =
  | { readonly kind: 'method'; readonly name: string; readonly body: Syntax }
  /** A member that the class does not have yet. */
  | { readonly kind: 'new'; readonly key: string }

/** What ends for good, the surest first; then what may only be a pause. */
const finals = [
  '[Symbol.asyncDispose]',
  '[Symbol.dispose]',
  'dispose',
  'destroy',
  'ngOnDestroy',
  'disconnectedCallback',
  'componentWillUnmount',
  'onModuleDestroy',
  'onApplicationShutdown',
  'beforeUnmount',
  'unmounted',
  'teardown',
  'shutdown',
  'close',
  'end',
]
const pauses = ['stop', 'disconnect', 'unsubscribe', 'detach', 'deactivate', 'terminate']

/** Methods that begin what another one ends. */
const counterparts: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    start: ['stop'],
    open: ['close'],
    connect: ['disconnect', 'close'],
    attach: ['detach'],
    activate: ['deactivate'],
    subscribe: ['unsubscribe'],
    enable: ['disable'],
    mount: ['unmount'],
    setup: ['teardown'],
    init: [],
    initialize: [],
    listen: ['close', 'stop'],
    connectedCallback: ['disconnectedCallback'],
    hostConnected: ['hostDisconnected'],
    componentDidMount: ['componentWillUnmount'],
    ngOnInit: ['ngOnDestroy'],
    ngAfterViewInit: ['ngOnDestroy'],
    onModuleInit: ['onModuleDestroy'],
    onload: ['onunload'],
  }),
)
/** Ends that a framework calls whenever the class has them. */
const given = new Set(['disconnectedCallback', 'componentWillUnmount', 'ngOnDestroy', 'onModuleDestroy'])
const frameworkBase = /^(HTMLElement|Component|PureComponent)$/

/** Functions whose argument may give back what undoes it: callee → module, if it has to come from there. */
const effects: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    useEffect: /^(preact\/hooks|react)$/,
    useLayoutEffect: /^(preact\/hooks|react)$/,
    useInsertionEffect: /^react$/,
    fromCallback: /^xstate/,
  }),
)

const seenThrough = /^(forEach|map|filter|flatMap|some|every|find|then|catch|finally)$/

/** The owner, or why it can't be seen where it ends. */
export function ownerOf(r: Registration, task: Task): Owner | string {
  const loop = loopAround(r.path)
  if (loop) return loop
  const promise = executorAround(r.path)
  if (promise) return handMade
  const fn = functionAround(r.path)
  if (!fn) return fieldOwner(r.path, task) ?? 'it stands in no function that could end'
  const node = nodeOf(fn)
  const ofCall = ownNames(r, node)
  const cleanup = cleanupIn(node)
  if (cleanup) return visible(r, cleanup.fn, node) ? cleanup : 'what undoes its function does not see it'
  if (isEffect(fn, task)) {
    if (node.body && (node.body as Syntax).type === 'BlockStatement' && returnsIn(node).length === 0)
      return { kind: 'effect', body: node.body as Syntax, within: node }
    return 'its effect gives something back that is not seen to undo it'
  }
  const holder = classAround(fn)
  if (holder && (isConstructor(node) || ofCall.size === 0 || isBeginning(node))) {
    const made = objectOwner(holder, node, task)
    if (typeof made !== 'string' || ofCall.size === 0) return made
  }
  if (answers(r, node)) return handMade
  return callOwner(r, node, ofCall)
}

const handMade =
  'it is one half of a call made by hand, which waits for the answer to what it sends: the whole call is to be replaced, not this half'

/** What the watcher takes from its function: variables and parameters of one call. */
export function ownNames(r: Registration, fn: Syntax): Set<string> {
  const names = new Set<string>()
  for (const part of [r.listener, r.target, ...(r.event ? [r.event] : [])])
    for (const n of captured(part, fn)) names.add(n)
  return names
}

/** The listener calls what its function was given, and the function sends to the one it watches. */
function answers(r: Registration, fn: Syntax): boolean {
  const params = new Set<string>()
  for (const p of fn.params as Syntax[]) for (const n of namesIn(p)) params.add(n)
  let calls = false
  walk(r.listener, n => {
    if (/CallExpression$/.test(n.type)) {
      const callee = n.callee as Syntax
      if (callee.type === 'Identifier' && params.has(callee.name as string)) calls = true
    }
    return undefined
  })
  if (!calls) return false
  let sends = false
  own(fn, n => {
    if (!/CallExpression$/.test(n.type)) return
    const callee = unwrapped(n.callee as Syntax)
    const name = /MemberExpression$/.test(callee.type) ? (callee.property as Syntax).name : undefined
    if (/^(postMessage|send|emit|dispatch|write)$/.test(String(name))) sends = true
  })
  return sends
}

function callOwner(r: Registration, fn: Syntax, ofCall: ReadonlySet<string>): Owner | string {
  const name = nameOf(fn)
  if (fn.generator === true) return `\`${name}\` hands its values out one by one: when it ends is not seen`
  const tried = tryAround(r, fn)
  if (tried) return { kind: 'finally', statement: tried, block: tried.finalizer as Syntax, within: fn }
  if (ofCall.size === 0) return `\`${name}\` adds it again with each call, and nothing ends what it belongs to`
  if (fn.async !== true) return `its listener belongs to one call of \`${name}\`, and when that is over is not seen`
  const body = fn.body as Syntax
  if (body.type !== 'BlockStatement') return `its listener belongs to one call of \`${name}\`, whose end is not seen`
  const at = (body.body as Syntax[]).findIndex(s => s.start <= r.call.start && s.end >= r.call.end)
  if (at < 0 || (body.body as Syntax[])[at]!.type !== 'ExpressionStatement')
    return `it stands in a branch of \`${name}\``
  const rest = (body.body as Syntax[]).slice(at + 1)
  if (!rest.some(waits)) return `\`${name}\` does not wait for what its listener belongs to`
  if (rest.some(s => /^(FunctionDeclaration|ClassDeclaration)$/.test(s.type) || hasVar(s)))
    return `what follows in \`${name}\` declares what is used before it`
  const lives = outlives(r, fn, rest)
  if (lives !== undefined) return `\`${lives}\`, which its listener uses, lives on behind the end of \`${name}\``
  return { kind: 'rest', body, within: fn }
}

const hasVar = (node: Syntax): boolean => {
  let found = node.type === 'VariableDeclaration' && node.kind === 'var'
  own(node, n => {
    if (n.type === 'VariableDeclaration' && n.kind === 'var') found = true
  })
  return found
}

/** A name of the call that its listener uses, and that is given back, or that something made of it is. */
function outlives(r: Registration, fn: Syntax, rest: readonly Syntax[]): string | undefined {
  const names = captured(r.listener, fn)
  const tainted = new Map([...names].map(n => [n, n]))
  for (let grown = true; grown; ) {
    grown = false
    own(fn, n => {
      const [left, right] =
        n.type === 'VariableDeclarator' ? [n.id, n.init] : n.type === 'AssignmentExpression' ? [n.left, n.right] : []
      if (!left || !right) return
      const from = [...namesIn(right as Syntax)].find(x => tainted.has(x))
      if (from === undefined) return
      for (const x of namesIn(left as Syntax))
        if (!tainted.has(x)) {
          tainted.set(x, tainted.get(from)!)
          grown = true
        }
    })
  }
  for (const s of rest)
    for (const ret of s.type === 'ReturnStatement' ? [s, ...returnsIn(s)] : returnsIn(s)) {
      const found = [...namesIn(ret)].find(x => tainted.has(x))
      if (found !== undefined) return tainted.get(found)
    }
  return undefined
}

/** The `try` with a `finally` that the watcher is in, or that comes right behind it in the same list. */
function tryAround(r: Registration, fn: Syntax): Syntax | undefined {
  for (let p = r.whole as Path | null; p && nodeOf(p) !== fn; p = p.parent as Path | null) {
    const node = nodeOf(p)
    const parent = nodeOf(p.parent as Path)
    if (node.type === 'BlockStatement' && parent.type === 'TryStatement' && parent.block === node && parent.finalizer)
      return seesOutside(r, node) ? parent : undefined
    if (node.type === 'ExpressionStatement' && parent.type === 'BlockStatement') {
      const list = parent.body as Syntax[]
      const next = list[list.indexOf(node) + 1]
      if (next?.type === 'TryStatement' && next.finalizer) return next
    }
  }
  return undefined
}

/** Nothing that it uses is declared in the block, so that it can be taken away behind it. */
const seesOutside = (r: Registration, block: Syntax): boolean => {
  const inside = declaredIn(block)
  return [r.listener, r.target].every(part => ![...namesIn(part)].some(n => inside.has(n)))
}

/** A function that is given back, by itself or as `dispose` of an object, and undoes. */
function cleanupIn(fn: Syntax): Extract<Owner, { kind: 'cleanup' }> | undefined {
  const returned = (fn.body as Syntax).type === 'BlockStatement' ? returnsIn(fn).map(s => s.argument) : [fn.body]
  if (returned.length !== 1) return undefined
  const value = returned[0] as Syntax | null | undefined
  if (!value) return undefined
  const node = unwrapped(value)
  if (isFunction(node) && (node.params as Syntax[]).length === 0 && undoes(node))
    return { kind: 'cleanup', fn: node, within: fn, end: 'what it gives back' }
  if (node.type !== 'ObjectExpression') return undefined
  for (const name of [...finals, ...pauses])
    for (const p of node.properties as Syntax[]) {
      const method = p.type === 'ObjectMethod' ? p : (p.value as Syntax | undefined)
      if (keyOf(p) === name && method && isFunction(method))
        return { kind: 'cleanup', fn: method, within: fn, end: `\`${name}\`` }
    }
  return undefined
}

const removers =
  /^(off|remove\w*|unsubscribe|dispose|close|stop|abort|cancel|clear\w*|disconnect|terminate|destroy|end|demonitor|kill|unwatch)$/

function undoes(fn: Syntax): boolean {
  let found = false
  own(fn, n => {
    if (!/CallExpression$/.test(n.type)) return
    const callee = unwrapped(n.callee as Syntax)
    const name = /MemberExpression$/.test(callee.type) ? (callee.property as Syntax).name : callee.name
    if (removers.test(String(name))) found = true
  })
  return found
}

/** The block of the registration is around the other function. */
function visible(r: Registration, other: Syntax, fn: Syntax): boolean {
  for (let p = r.whole as Path | null; p && nodeOf(p) !== fn; p = p.parent as Path | null)
    if (nodeOf(p).type === 'BlockStatement') return nodeOf(p).start <= other.start && nodeOf(p).end >= other.end
  return true
}

function isEffect(fn: Path, task: Task): boolean {
  const call = nodeOf(fn.parent as Path)
  if (!/CallExpression$/.test(call.type) || (call.arguments as Syntax[])[0] !== nodeOf(fn)) return false
  const callee = unwrapped(call.callee as Syntax)
  const name = (/MemberExpression$/.test(callee.type) ? (callee.property as Syntax).name : callee.name) as string
  const module = effects.get(name)
  const root = (/MemberExpression$/.test(callee.type) ? (callee.object as Syntax) : callee).name as string
  return module !== undefined && nodeOf(fn).async !== true && module.test(importedFrom(root, task) ?? '')
}

function importedFrom(name: string, task: Task): string | undefined {
  let module: string | undefined
  task.tree.root.find(j.ImportDeclaration).forEach(path => {
    const node = nodeOf(path)
    if ((node.specifiers as Syntax[]).some(s => (s.local as Syntax).name === name))
      module = (node.source as Syntax).value as string
  })
  return module
}

const isConstructor = (fn: Syntax): boolean => fn.type === 'ClassMethod' && fn.kind === 'constructor'
const isBeginning = (fn: Syntax): boolean =>
  (fn.params as Syntax[]).length === 0 && counterparts.get(nameOf(fn)) !== undefined

/** The class whose method a function is, or whose field holds it. */
function classAround(fn: Path): Path | undefined {
  const node = nodeOf(fn)
  const member = /^Class(Private)?Method$/.test(node.type) ? fn : (fn.parent as Path)
  if (!/^Class(Private)?(Method|Property)$/.test(nodeOf(member).type)) return undefined
  return nodeOf(member).static === true ? undefined : (member.parent as Path)
}

function fieldOwner(path: Path, task: Task): Owner | string | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (/^Class(Private)?Property$/.test(nodeOf(p).type) && nodeOf(p).static !== true)
      return objectOwner(p.parent as Path, undefined, task)
  return undefined
}

function objectOwner(body: Path, fn: Syntax | undefined, task: Task): Owner | string {
  const cls = nodeOf(body.parent as Path)
  const name = ((cls.id as Syntax | null)?.name as string | undefined) ?? 'the class'
  const once = fn === undefined || isConstructor(fn)
  const methods = new Map<string, Syntax>()
  for (const m of nodeOf(body).body as Syntax[]) {
    const key = keyOf(m)
    const block = /^Class(Private)?Property$/.test(m.type)
      ? ((m.value as Syntax | null)?.body as Syntax | undefined)
      : (m.body as Syntax | undefined)
    if (key !== undefined && m.static !== true && block?.type === 'BlockStatement') methods.set(key, block)
  }
  const begins = fn && !once ? nameOf(fn) : undefined
  const fitting = begins === undefined ? [] : (counterparts.get(begins) ?? [])
  const restarts = [...methods.keys()].some(m => (counterparts.get(m) ?? []).some(end => methods.has(end)))
  const candidates = [...fitting, ...finals, ...(once && restarts ? [] : pauses)]
  const found = candidates.filter(c => methods.has(c))
  // one that another of them calls ends for both
  const end = found.find(c => found.some(o => o !== c && !fitting.includes(o) && calls(methods.get(o)!, c))) ?? found[0]
  const answer = (key: End): Owner => ({ kind: 'object', body: nodeOf(body), once, name, end: key })
  if (end !== undefined) return answer({ kind: 'method', name: end, body: methods.get(end)! })
  const base = cls.superClass as Syntax | null
  const key = fitting.find(c => given.has(c))
  if (key !== undefined && (!base || frameworkBase.test(lastName(base)))) return answer({ kind: 'new', key })
  if (base) return `\`${name}\` extends another class, and does not say where it ends`
  if (!/\.[mc]?tsx?$/.test(task.file) || hasDecorators(cls)) return `\`${name}\` has no method that ends it`
  return answer({ kind: 'new', key: '[Symbol.dispose]' })
}

const hasDecorators = (cls: Syntax): boolean => ((cls.decorators as Syntax[] | undefined) ?? []).length > 0
const lastName = (node: Syntax): string => ((node.property as Syntax | undefined)?.name ?? node.name ?? '') as string

function calls(body: Syntax, name: string): boolean {
  let found = false
  walk(body, n => {
    const callee = /CallExpression$/.test(n.type) ? unwrapped(n.callee as Syntax) : undefined
    if (callee && /MemberExpression$/.test(callee.type)) {
      const key = callee.computed === true ? computed(callee.property as Syntax) : (callee.property as Syntax).name
      if ((callee.object as Syntax).type === 'ThisExpression' && key === name) found = true
    }
    return undefined
  })
  return found
}

const computed = (node: Syntax): string | undefined =>
  /MemberExpression$/.test(node.type) && (node.object as Syntax).name === 'Symbol'
    ? `[Symbol.${(node.property as Syntax).name}]`
    : undefined

/** A member's name as it is written; `[Symbol.dispose]` for that one. */
export function keyOf(member: Syntax): string | undefined {
  const key = member.key as Syntax | undefined
  if (!key) return undefined
  if (member.computed === true) return computed(key)
  if (key.type === 'PrivateName') return `#${(key.id as Syntax).name}`
  return (key.name ?? key.value) as string | undefined
}

function nameOf(fn: Syntax): string {
  return (
    keyOf(fn) ?? ((fn.id as Syntax | null | undefined)?.name as string | undefined) ?? names.get(fn) ?? 'the function'
  )
}
const names = new WeakMap<Syntax, string>()

/** The innermost function that is no executor, no callback of a list and not called where it stands. */
function functionAround(path: Path): Path | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (/^Class(Private)?Property$/.test(node.type)) return undefined
    if (!isFunction(node)) continue
    const parent = nodeOf(p.parent as Path)
    if (parent.type === 'VariableDeclarator') names.set(node, (parent.id as Syntax).name as string)
    if (/^Class(Private)?Property$/.test(parent.type)) names.set(node, keyOf(parent) ?? 'the function')
    const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee as Syntax) : undefined
    const isCalled = callee === node
    const isListed = callee && /MemberExpression$/.test(callee.type) && seenThrough.test(lastName(callee))
    if (!isCalled && !isListed) return p
  }
  return undefined
}

function executorAround(path: Path): boolean {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    if (!isFunction(nodeOf(p))) continue
    const parent = nodeOf(p.parent as Path)
    return parent.type === 'NewExpression' && /Promise$/.test(lastName(parent.callee as Syntax))
  }
  return false
}

function loopAround(path: Path): string | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const { type } = nodeOf(p)
    if (/^(For|While|DoWhile)\w*Statement$/.test(type)) return 'a loop adds it: one place cannot take all of them away'
    if (!isFunction(nodeOf(p))) continue
    const parent = nodeOf(p.parent as Path)
    const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee as Syntax) : undefined
    if (callee && /MemberExpression$/.test(callee.type) && /^(forEach|map|filter|flatMap)$/.test(lastName(callee)))
      return 'a loop adds it: one place cannot take all of them away'
    return undefined
  }
  return undefined
}
