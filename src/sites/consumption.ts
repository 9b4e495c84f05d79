/** What becomes of a promise: whether anyone waits for it, and whether something on the way bounds the wait. */
import {
  type FunctionNode,
  functionOf,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
  walk,
} from './ast.js'
import { functionName, handedTo, isPromiseClass } from './flow.js'
import type { Inference } from './infer.js'
import { bindingOf, initOf, mentions } from './mentions.js'
import { keyOf } from './target.js'
import { calleeName, expires, finiteness, isNamed, isTimingCall } from './timers.js'

export interface Consumption {
  waited: boolean
  /** What bounds it on its way, and where; a race leaves the loser waiting, and is bounded by its timer. */
  bound?: { by: 'race' | 'wrapper'; reason: string; at: Node }
  /** Where somebody waits: `await`, `return`, a chain, a call that takes it. */
  ends: Node[]
  /** Functions that hand it out or stay waiting for it; who calls them waits too. */
  functions: FunctionNode[]
}

export interface Place {
  file: SourceFile
  inf: Inference
}

export function consumptionOf(promise: Node, place: Place): Consumption {
  const follower = new Follower(place)
  follower.step(promise)
  return follower.found
}

/** The functions around a wait that are handed to something that times them: `withTimeout(async () => { await call() })`. */
export function surroundings(node: Node, place: Place): Consumption {
  const follower = new Follower(place)
  const fn = functionOf(node)
  if (fn) follower.leave(fn)
  return follower.found
}

class Follower {
  readonly found: Consumption = { waited: false, ends: [], functions: [] }
  readonly #seen: Set<Node> = new Set()

  constructor(readonly place: Place) {}

  step(value: Node): void {
    const whole = unwrapUp(value)
    const p = whole.parent as Node | undefined
    if (!p || this.#seen.has(whole)) return
    this.#seen.add(whole)
    switch (p.type) {
      case 'ExpressionStatement':
        return
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'IfStatement':
        return
      case 'AwaitExpression':
        this.#end(p)
        this.leave(functionOf(p))
        return
      case 'MemberExpression':
        if (p.object === whole) this.#member(p)
        return
      case 'ArrayExpression':
      case 'SpreadElement':
      case 'LogicalExpression':
        this.step(p)
        return
      case 'ConditionalExpression':
        if (p.test !== whole) this.step(p)
        return
      case 'CallExpression':
      case 'NewExpression':
        if (strip(p.callee) !== strip(whole)) this.#argument(p, whole)
        return
      case 'VariableDeclarator':
        this.#declared(p)
        return
      case 'AssignmentExpression':
        if (p.right === whole) this.#assigned(p)
        return
      case 'ReturnStatement':
        this.#end(p)
        this.leave(functionOf(p))
        return
      case 'ArrowFunctionExpression':
        this.#end(p)
        this.leave(p)
        return
      default:
        this.#end(p)
    }
  }

  #end(node: Node): void {
    this.found.waited = true
    this.found.ends.push(node)
  }

  #bound(by: 'race' | 'wrapper', reason: string, at: Node): void {
    this.found.bound ??= { by, reason, at }
  }

  #member(p: Extract<Node, { type: 'MemberExpression' }>): void {
    const outer = unwrapUp(p)
    const call = outer.parent as Node | undefined
    if (call?.type !== 'CallExpression' || strip(call.callee) !== p) {
      this.step(p)
      return
    }
    const name = memberName(p) ?? ''
    const { file, inf } = this.place
    if (name === 'timeout' && finiteness(call.arguments[0] as Node, file) === 'finite')
      this.#bound('wrapper', '`.timeout()` bounds its result', call)
    if (name === 'pipe' && call.arguments.some(a => isTimeoutOperator(a as Node, file, inf)))
      this.#bound('wrapper', 'a `timeout` in its pipe bounds it', call)
    if (/^(then|catch|finally|subscribe)$/.test(name)) this.#end(call)
    this.step(call)
  }

  #argument(call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>, value: Node): void {
    const { file, inf } = this.place
    const callee = strip(call.callee)
    const name = calleeName(call)
    if (callee.type === 'MemberExpression' && isPromiseClass(strip(callee.object))) {
      const timer = name === 'race' ? raced(value, this.#seen, file, inf) : undefined
      if (timer) this.#bound('race', '`Promise.race` with a timer bounds it', timer)
      this.found.waited = true
      this.step(call)
      return
    }
    const timing = isTimingCall(call, file, inf)
    if (timing) this.#bound('wrapper', timing, call)
    this.#end(call)
    if (name === 'push') this.#pushed(callee)
    else this.step(call)
  }

  /** `list.push(p)`, and the list is raced later. */
  #pushed(callee: Node): void {
    const list = callee.type === 'MemberExpression' ? bindingOf(strip(callee.object), this.place.file) : undefined
    if (list) for (const m of mentions(list, this.place.file)) this.step(m)
  }

  #declared(p: Extract<Node, { type: 'VariableDeclarator' }>): void {
    const names: Node[] = []
    if (p.id.type === 'Identifier') names.push(p.id)
    else if (p.id.type === 'ObjectPattern')
      for (const q of p.id.properties)
        if (q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === 'promise')
          names.push(q.value as Node)
    for (const id of names) {
      const b = bindingOf(id, this.place.file)
      if (b) for (const m of mentions(b, this.place.file)) this.step(m)
    }
  }

  #assigned(p: Extract<Node, { type: 'AssignmentExpression' }>): void {
    const { file } = this.place
    const { left } = p
    if (left.type === 'Identifier') {
      const b = bindingOf(left, file)
      if (b) for (const m of mentions(b, file)) if (m !== left) this.step(m)
    } else if (left.type === 'MemberExpression') {
      this.#end(p)
      const name = memberName(left)
      const key = keyOf(left, file)
      for (const id of (name && file.identifiers.get(name.replace(/^#/, ''))) || []) {
        const m = id.parent as Node
        if (m.type === 'MemberExpression' && m !== left && m.property === id && keyOf(m, file) === key) this.step(m)
      }
    }
    if ((p.parent as Node).type !== 'ExpressionStatement') this.step(p)
  }

  /** Its function ends with the wait: handed to something that times it, called at once, or called by name. */
  leave(fn: FunctionNode | undefined): void {
    if (!fn || this.#seen.has(fn)) return
    this.#seen.add(fn)
    const whole = unwrapUp(fn)
    const p = whole.parent as Node | undefined
    if (p?.type === 'CallExpression' && strip(p.callee) === fn) {
      this.step(p)
      return
    }
    const call = handedTo(fn)
    if (call) {
      const { file, inf } = this.place
      if (isNamed(call.callee, 'Promise')) return
      const timing = isTimingCall(call, file, inf)
      if (timing) this.#bound('wrapper', timing, call)
      this.#quietly(call)
    } else if (functionName(fn) !== undefined) this.found.functions.push(fn)
  }

  /** What takes the function may itself be raced; that it is waited for is no news. */
  #quietly(call: Node): void {
    const { waited } = this.found
    this.step(call)
    this.found.waited = waited || this.found.waited
  }
}

/** Another element of a raced array, one that settles by a timer. */
function raced(value: Node, own: Set<Node>, file: SourceFile, inf: Inference): Node | undefined {
  const n = strip(value)
  const list = n.type === 'Identifier' ? (initOf(n, file) ?? n) : n
  if (list.type === 'CallExpression') {
    // `[…].filter(Boolean)`
    const callee = strip(list.callee)
    return callee.type === 'MemberExpression' ? raced(callee.object, own, file, inf) : undefined
  }
  if (list.type !== 'ArrayExpression') return undefined
  const others = list.elements.filter(e => e !== null && !own.has(unwrapUp(e as Node)))
  const timer = others.find(e => expires(e as Node, file, inf))
  if (timer) return timer as Node
  // `list.push(timeout(ms))` after the fact
  const b = n.type === 'Identifier' ? bindingOf(n, file) : undefined
  if (!b) return undefined
  return mentions(b, file)
    .map(m => (m.parent as Node).parent as Node | undefined)
    .find(
      call =>
        call?.type === 'CallExpression' &&
        calleeName(call) === 'push' &&
        call.arguments.some(a => expires(a as Node, file, inf)),
    )
}

/** `timeout(5000)` of rxjs, `Effect.timeout('1 second')`. */
export function isTimeoutOperator(arg: Node, file: SourceFile, inf: Inference): boolean {
  const n = strip(arg)
  if (isFunction(n)) return false
  let found = false
  walk(n, x => {
    if (found || isFunction(x)) return false
    if (x.type !== 'CallExpression') return true
    const name = calleeName(x) ?? ''
    if (!/^timeout/i.test(name)) return true
    const ty = inf.typeOf(strip(x.callee), file)
    const known = ty.k === 'member' && inf.library.functionRows(ty.path).some(r => r.role === 'timeoutWrapper')
    if (known || ty.k !== 'member') found = finiteness(x.arguments[0] as Node, file) === 'finite'
    return !found
  })
  return found
}
