/** How long the target of a watcher lives, seen from the function that registers the watcher (dialects 9.1). */
import {
  classOf,
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
} from './ast.js'
import type { Callers } from './callers.js'
import { handedTo, inLoop, isConstructor, ownerFunction } from './flow.js'
import { freshness } from './fresh.js'
import type { Inference } from './infer.js'
import { oncePerObject } from './once.js'
import { type Binding, scopeAround } from './scope.js'
import { keyOf } from './target.js'

/**
 * `local`: made in the registering function. `own`: a field set to a new object by the same run. `fresh`: handed over
 * once per object. `process`: exists once and outlives all code. `outer`: outlives the function. `unknown`: depends on
 * callers that are not seen.
 */
export interface Life {
  life: 'local' | 'own' | 'fresh' | 'process' | 'outer' | 'unknown'
  why: string
  /** Node that makes or declares the object, for loops around it. */
  origin?: Node
}

export interface LifeContext {
  inf: Inference
  callers: Callers
  /** A parameter of this type outlives the call although no caller shows it: an AbortSignal of the caller's. */
  parameterIsOuter?: boolean
}

const outer = (why: string, origin?: Node): Life => ({ life: 'outer', why, origin })
const unknown = (why: string): Life => ({ life: 'unknown', why })

/** Life of the object that `target` denotes, for code that stands at `at`. */
export function lifeOf(target: Node, at: Node, file: SourceFile, cx: LifeContext, depth = 0): Life {
  const n = strip(target)
  if (depth > 8) return unknown('its origin is too far away')
  switch (n.type) {
    case 'NewExpression':
      return { life: 'local', why: 'it is made right here', origin: n }
    case 'AwaitExpression':
      return lifeOf(n.argument, at, file, cx, depth + 1)
    case 'CallExpression':
      return ofCall(n, at, file, cx, depth)
    case 'Identifier':
      return ofName(n, at, file, cx, depth)
    case 'ThisExpression':
      return ofField(undefined, n, at, file, cx)
    case 'MemberExpression':
      return ofMember(n, at, file, cx, depth)
    case 'ConditionalExpression':
      return worst(lifeOf(n.consequent, at, file, cx, depth + 1), lifeOf(n.alternate, at, file, cx, depth + 1))
    case 'LogicalExpression':
      return worst(lifeOf(n.left, at, file, cx, depth + 1), lifeOf(n.right, at, file, cx, depth + 1))
    case 'AssignmentExpression':
      return n.operator === '=' ? lifeOf(n.right, at, file, cx, depth + 1) : outer('it is made once and kept')
    default:
      return outer('it is looked up')
  }
}

const order = ['local', 'own', 'fresh', 'unknown', 'process', 'outer']
const worst = (a: Life, b: Life): Life => (order.indexOf(a.life) >= order.indexOf(b.life) ? a : b)

function ofCall(
  n: Extract<Node, { type: 'CallExpression' }>,
  at: Node,
  file: SourceFile,
  cx: LifeContext,
  depth: number,
): Life {
  const callee = strip(n.callee)
  // `w.on(…).on(…)`: emitters hand themselves back
  if (
    callee.type === 'MemberExpression' &&
    /^(on|once|addListener|prependListener|off|removeListener|setMaxListeners)$/.test(memberName(callee) ?? '')
  )
    return lifeOf(callee.object, at, file, cx, depth + 1)
  const f = freshness(n, file, cx.inf)
  if (f === 'fresh') return { life: 'local', why: 'it is made right here', origin: n }
  return f === 'old'
    ? outer('it is looked up, and may be the same again')
    : unknown('whether the call makes a new object is not seen')
}

function ofName(
  id: Extract<Node, { type: 'Identifier' }>,
  at: Node,
  file: SourceFile,
  cx: LifeContext,
  depth: number,
): Life {
  const b = scopeAround(file.scopeOf, id)?.value(id.name)
  if (!b) return { life: 'process', why: `\`${id.name}\` exists once in the process` }
  if (b.kind === 'import') return { life: 'process', why: `\`${id.name}\` is a module's, and exists once` }
  if (b.kind === 'parameter') return ofParameter(b, at, file, cx, depth)
  if (b.kind !== 'variable' || b.node.type !== 'VariableDeclarator') return outer('it is not a variable')
  const fn = ownerFunction(at)
  const home = ownerFunction(b.id)
  const made = madeBy(b, at, file)
  if (!home && b.scope.isFunction && fn) {
    // a module-level `let` that this very function sets anew
    if (made && freshness(made, file, cx.inf) === 'fresh')
      return { life: 'own', why: 'it is made anew by the same function', origin: made }
    return { life: 'process', why: `\`${id.name}\` is a variable of the module, and exists once` }
  }
  if (home !== fn) return captured(b, fn, home, at, file, cx, depth)
  const loop = loopElement(b)
  if (loop) return elementOf(loop, at, file, cx, depth)
  if (!made) return unknown(`what \`${id.name}\` is set to is not seen`)
  const init = strip(made)
  if (
    b.node.id.type !== 'Identifier' &&
    init.type !== 'NewExpression' &&
    init.type !== 'CallExpression' &&
    init.type !== 'AwaitExpression'
  )
    return lifeOf(init, at, file, cx, depth + 1)
  const f = freshness(made, file, cx.inf)
  if (f === 'fresh') return { life: 'local', why: 'it is made in the same function', origin: b.node }
  if (f === 'unknown') return unknown('whether the call makes a new object is not seen')
  const life =
    init.type === 'CallExpression'
      ? outer('it is looked up, and may be the same again', b.node)
      : lifeOf(init, at, file, cx, depth + 1)
  return life
}

/** The value that a variable has at a place: its initialiser, or the nearest assignment before in the same function. */
function madeBy(b: Binding, at: Node, file: SourceFile): Node | undefined {
  const fn = ownerFunction(at)
  const before = file.assignments.filter(
    a =>
      a.left.type === 'Identifier' &&
      a.left.name === b.name &&
      ownerFunction(a) === fn &&
      a.start < at.start &&
      scopeAround(file.scopeOf, a.left)?.value(b.name) === b,
  )
  const init = b.node.type === 'VariableDeclarator' ? (b.node.init ?? undefined) : undefined
  return before.at(-1)?.right ?? init
}

/** Made in a function around the registering one. */
function captured(
  b: Binding,
  fn: FunctionNode | undefined,
  home: FunctionNode | undefined,
  at: Node,
  file: SourceFile,
  cx: LifeContext,
  depth: number,
): Life {
  if (!fn) return { life: 'process', why: 'it exists once' }
  const made = madeBy(b, at, file)
  if (made && ownerFunction(made) === fn && freshness(made, file, cx.inf) === 'fresh')
    return { life: 'own', why: 'it is made anew by the same function', origin: made }
  if (!runsOncePer(fn, home, file, cx)) return outer(`\`${b.name}\` outlives the function that registers`, b.node)
  return lifeOf(b.id, b.kind === 'parameter' ? (firstInside(home) ?? at) : afterDeclaration(b), file, cx, depth + 1)
}

const afterDeclaration = (b: Binding): Node => b.id
const firstInside = (fn: FunctionNode | undefined): Node | undefined => (fn?.body ?? undefined) as Node | undefined

/** One run for each run of the function around: called there once, or handed to something that calls once. */
function runsOncePer(
  fn: FunctionNode,
  home: FunctionNode | undefined,
  file: SourceFile,
  cx: LifeContext,
  depth = 0,
): boolean {
  if (depth > 4) return false
  const call = handedTo(fn)
  let from: Node | undefined
  if (call) {
    const callee = strip(call.callee)
    const name = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '')
    const event = call.arguments[0] as Node | undefined
    const isOnceEvent =
      /^(on|once|addEventListener|addListener)$/.test(name) &&
      event?.type === 'Literal' &&
      /^(open|online|spawn|listening|ready|exit|close|end|error|disconnect)$/.test(String(event.value))
    if (!/^(then|catch|finally|setTimeout|setImmediate|nextTick|queueMicrotask|once)$/.test(name) && !isOnceEvent)
      return false
    from = call
  } else {
    const all = cx.callers.of(fn, file)
    if (all.length !== 1 || !all[0]?.isCall || all[0].file !== file) return false
    from = all[0].node
  }
  if (inLoop(from, functionOf(from))) return false
  const around = ownerFunction(from)
  return (
    around === home ||
    (around !== undefined &&
      (home === undefined || contains(home, around)) &&
      runsOncePer(around, home, file, cx, depth + 1))
  )
}

/** The collection that a loop variable runs over. */
function loopElement(b: Binding): Node | undefined {
  const loop = b.node.parent?.parent as Node | undefined
  return (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === (b.node.parent as Node)
    ? loop.right
    : undefined
}

function elementOf(collection: Node, at: Node, file: SourceFile, cx: LifeContext, depth: number): Life {
  const n = strip(collection)
  if (n.type === 'Identifier') {
    const b = scopeAround(file.scopeOf, n)?.value(n.name)
    if (b?.kind === 'variable' && ownerFunction(b.id) === ownerFunction(at) && b.scope !== file.scope)
      return { life: 'local', why: 'it is one of the peers made in the same function', origin: b.node }
  }
  if (n.type === 'ArrayExpression' && n.elements[0]) return lifeOf(n.elements[0] as Node, at, file, cx, depth + 1)
  return outer('it is one of a collection that outlives the function')
}

function ofParameter(b: Binding, at: Node, file: SourceFile, cx: LifeContext, depth: number): Life {
  const fn = b.node
  if (!isFunction(fn)) return unknown('a parameter')
  const here = functionOf(at)
  const registering = ownerFunction(at)
  const call = handedTo(fn)
  if (call) {
    const callee = strip(call.callee)
    if (callee.type === 'MemberExpression' && /^(forEach|map|some|every|filter)$/.test(memberName(callee) ?? ''))
      return elementOf(callee.object, at, file, cx, depth + 1)
  }
  if (here !== fn && registering !== ownerFunctionOf(fn) && registering !== fn)
    return captured(b, registering, fn, at, file, cx, depth)
  if (call) {
    const ty = cx.inf.typeOf(strip(call.callee), file)
    if (ty.k === 'member') return { life: 'fresh', why: 'it is handed over once for each object' }
    return cx.parameterIsOuter ? outer('it is the caller’s') : unknown('who calls the function is not seen')
  }
  return fromCallers(fn, b, file, cx, depth)
}

const ownerFunctionOf = (fn: FunctionNode): FunctionNode | undefined => (isFunction(fn) ? fn : undefined)

/** Judged by what every visible caller hands over. */
function fromCallers(fn: FunctionNode, b: Binding, file: SourceFile, cx: LifeContext, depth: number): Life {
  const index = fn.params.findIndex(p => contains(p as Node, b.id))
  const all = cx.callers.of(fn, file)
  if (all.length === 0)
    return cx.parameterIsOuter ? outer('it is the caller’s, and outlives the call') : unknown('no caller is seen')
  let life: Life | undefined
  for (const c of all) {
    let each: Life
    if (!c.isCall) {
      const p = c.node.parent as Node | undefined
      const given =
        p?.type === 'CallExpression' && p.arguments.includes(c.node as never)
          ? cx.inf.typeOf(strip(p.callee), c.file)
          : undefined
      each =
        given?.k === 'member'
          ? { life: 'fresh', why: 'it is handed over once for each object' }
          : unknown('the function is handed on, and its caller is not seen')
    } else {
      const arg = (c.node as Extract<Node, { type: 'CallExpression' }>).arguments[index] as Node | undefined
      if (!arg) {
        // left out: a default, or nothing to watch
        const given = defaultLife(fn, index, file, cx, depth)
        if (!given) continue
        each = given
      } else {
        each = lifeOf(propertyGiven(arg, fn.params[index] as Node, b.id) ?? arg, c.node, c.file, cx, depth + 1)
        if ((each.life === 'local' || each.life === 'own' || each.life === 'fresh') && inLoopOver(c.node, each.origin))
          each = outer('the caller registers in a loop')
      }
    }
    life = life ? worst(life, each) : each
  }
  const made = life ?? unknown('no caller hands one over')
  return made.life === 'local' || made.life === 'own'
    ? { life: 'fresh', why: 'every visible caller hands over an object that it has just made' }
    : made
}

/** `run({ child })` for a parameter `{ child }`. */
function propertyGiven(arg: Node, pattern: Node, id: Node): Node | undefined {
  const given = strip(arg)
  if (pattern.type !== 'ObjectPattern' || given.type !== 'ObjectExpression') return undefined
  const p = pattern.properties.find(q => contains(q as Node, id))
  if (p?.type !== 'Property' || p.key.type !== 'Identifier') return undefined
  const name = p.key.name
  const found = given.properties.find(q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === name)
  return found?.type === 'Property' ? found.value : undefined
}

function defaultLife(
  fn: FunctionNode,
  index: number,
  file: SourceFile,
  cx: LifeContext,
  depth: number,
): Life | undefined {
  const p = fn.params[index] as Node | undefined
  return p?.type === 'AssignmentPattern' ? lifeOf(p.right, p, file, cx, depth + 1) : undefined
}

export function inLoopOver(node: Node, origin: Node | undefined): boolean {
  for (let a = node.parent as Node | undefined; a; a = a.parent as Node | undefined) {
    if (isFunction(a)) return false
    if (origin && contains(a, origin)) return false
    if (/^(For(|Of|In)|While|DoWhile)Statement$/.test(a.type)) return true
  }
  return false
}

/** `this.x`, or `this` itself in a class that is a peer. */
function ofField(name: string | undefined, n: Node, at: Node, file: SourceFile, cx: LifeContext): Life {
  const cls = classOf(n)
  const fn = ownerFunction(at)
  if (!cls || !fn) return outer('it belongs to an object that outlives the function')
  if (name === undefined) {
    return oncePerObject(fn, file, cx.callers)
      ? { life: 'own', why: 'it registers on itself, once per object' }
      : unknown('how often the method runs for one object is not seen')
  }
  const set = file.assignments.filter(a => {
    const left = strip(a.left as Node)
    return (
      left.type === 'MemberExpression' &&
      memberName(left) === name &&
      strip(left.object).type === 'ThisExpression' &&
      classOf(left) === cls
    )
  })
  const here = set.filter(a => ownerFunction(a) === fn && a.operator === '=' && a.start < at.end)
  const last = here.at(-1)
  if (last) {
    const life = lifeOf(last.right, last, file, cx, 1)
    if (life.life === 'local')
      return { life: 'own', why: `\`this.${name}\` is set to a new object by the same run`, origin: last }
    return life
  }
  const perObject = oncePerObject(fn, file, cx.callers)
  const setter = set.map(a => ownerFunction(a)).find(f => f !== undefined && calledOnlyBy(fn, f, file, cx))
  if (setter) {
    const a = set.find(x => ownerFunction(x) === setter)!
    const life = lifeOf(a.right, a, file, cx, 1)
    return life.life === 'local' || life.life === 'own'
      ? { life: 'own', why: `\`this.${name}\` is new in each run that registers`, origin: a }
      : life
  }
  if (perObject) return ofOwnField(cls, name, set, file, cx)
  return outer(`\`this.${name}\` may be the same in the next call`)
}

/** Registered once per object: what matters is whether the field's object is the object's own. */
function ofOwnField(
  cls: Node,
  name: string,
  set: Extract<Node, { type: 'AssignmentExpression' }>[],
  file: SourceFile,
  cx: LifeContext,
): Life {
  if (cls.type !== 'ClassDeclaration' && cls.type !== 'ClassExpression') return unknown('its class is not seen')
  for (const m of cls.body.body) {
    if (m.type === 'PropertyDefinition' && m.key.type === 'Identifier' && m.key.name === name && m.value) {
      const f = freshness(m.value, file, cx.inf)
      if (f === 'fresh')
        return { life: 'own', why: `\`this.${name}\` is the object's own, and it registers once per object`, origin: m }
      return f === 'unknown'
        ? unknown('whether the field is a new object is not seen')
        : lifeOf(m.value, m.value, file, cx, 1)
    }
    if (m.type === 'MethodDefinition' && m.kind === 'constructor')
      for (const p of m.value.params)
        if (p.type === 'TSParameterProperty') {
          const id = p.parameter.type === 'AssignmentPattern' ? p.parameter.left : p.parameter
          if (id.type === 'Identifier' && id.name === name) return lifeOf(id as Node, m.value.body as Node, file, cx, 1)
        }
  }
  const a = set[0]
  if (!a) return unknown(`what \`this.${name}\` is set to is not seen`)
  const life = lifeOf(a.right, a, file, cx, 1)
  return life.life === 'local'
    ? { life: 'own', why: `\`this.${name}\` is the object's own, and it registers once per object`, origin: a }
    : life
}

/** All callers stand in the function that sets the field: each registration has a new object. */
function calledOnlyBy(fn: FunctionNode, setter: FunctionNode, file: SourceFile, cx: LifeContext): boolean {
  if (isConstructor(setter)) return false
  const all = cx.callers.of(fn, file)
  return (
    all.length > 0 &&
    all.every(c => c.isCall && c.file === file && ownerFunction(c.node) === setter && !inLoop(c.node, setter))
  )
}

function ofMember(
  n: Extract<Node, { type: 'MemberExpression' }>,
  at: Node,
  file: SourceFile,
  cx: LifeContext,
  depth: number,
): Life {
  const name = memberName(n)
  const object = strip(n.object)
  if (object.type === 'ThisExpression' && name !== undefined) return ofField(name, n, at, file, cx)
  // a port that came with a message belongs to whoever gets it
  if (name !== undefined && /^(ports?|data|source|replyPort|port[12])$/.test(name) && isMessage(object, file, cx))
    return { life: 'fresh', why: 'it came with the message' }
  if (object.type === 'MemberExpression' && memberName(object) === 'ports')
    return { life: 'fresh', why: 'it came with the message' }
  if (name === undefined) return outer('it is one of a collection')
  const set = assignedBefore(n, at, file)
  if (set) {
    const life = lifeOf(set.right, set, file, cx, depth + 1)
    if (life.life === 'local' || life.life === 'own')
      return { life: 'own', why: 'it is set to a new object by the same run', origin: set }
  }
  if (name === 'current') return outer('a ref keeps it from render to render')
  if (name === 'signal' && object.type === 'Identifier' && /^(req|request|ctx|context|c|event|res)$/.test(object.name))
    return { life: 'fresh', why: 'it ends with its request' }
  return lifeOf(object, at, file, cx, depth + 1)
}

/** `this.portal.socket = …` in the same function, before. */
function assignedBefore(
  n: Node,
  at: Node,
  file: SourceFile,
): Extract<Node, { type: 'AssignmentExpression' }> | undefined {
  const fn = ownerFunction(at)
  const key = keyOf(n, file)
  return file.assignments.findLast(
    a =>
      a.operator === '=' &&
      a.start < at.start &&
      a.left.type === 'MemberExpression' &&
      ownerFunction(a) === fn &&
      keyOf(a.left, file) === key,
  )
}

function isMessage(object: Node, file: SourceFile, cx: LifeContext): boolean {
  const root = object.type === 'MemberExpression' ? strip(object.object) : object
  const ty = cx.inf.typeOf(root, file)
  if (ty.k === 'lib') return /MessageEvent$/.test(ty.name)
  return root.type === 'Identifier' && /^(e|ev|evt|event|msg|message|workerData)$/.test(root.name)
}

/** The outermost expression that a watch's result goes to. */
export const resultOf = (node: Node): Node => unwrapUp(node)
