/** What ends by itself after a while: timers, promises that expire, functions that hold a timer. */
import { isFunction, memberName, type Node, type SourceFile, strip, walk } from './ast.js'
import { isPromiseClass } from './flow.js'
import type { Inference } from './infer.js'
import { bindingOf, functionMeant, initOf } from './mentions.js'

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>

const globals = /^(window|globalThis|self|global|timers)$/

/** `setTimeout(f, ms)`: what it runs and when. Node's promised `setTimeout(ms)` is none. */
export function timerOf(call: Node, file: SourceFile): { callback: Node; delay: Node | undefined } | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = strip(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (name !== 'setTimeout' && name !== 'setInterval') return undefined
  if (callee.type === 'MemberExpression') {
    const object = strip(callee.object)
    if (object.type !== 'Identifier' || !globals.test(object.name)) return undefined
  } else if (importedFrom(callee, file)?.endsWith('timers/promises')) return undefined
  const callback = call.arguments[0] as Node | undefined
  const delay = call.arguments[1] as Node | undefined
  return callback && !isEndless(delay, file) ? { callback: strip(callback), delay } : undefined
}

interface Timer {
  call: Node
  timer: { callback: Node; delay: Node | undefined }
}

const timers = new WeakMap<SourceFile, Timer[]>()

/** All timers of a file, looked for once. */
export function timersIn(file: SourceFile): Timer[] {
  const known = timers.get(file)
  if (known) return known
  const found = file.calls.flatMap(call => {
    const timer = timerOf(call, file)
    return timer ? [{ call, timer }] : []
  })
  timers.set(file, found)
  return found
}

export function importedFrom(id: Node, file: SourceFile): string | undefined {
  const b = bindingOf(id, file)
  const declaration = b?.kind === 'import' ? (b.node.parent as Node | undefined) : undefined
  return declaration?.type === 'ImportDeclaration' ? declaration.source.value : undefined
}

function importedName(id: Node, file: SourceFile): string | undefined {
  const b = bindingOf(id, file)
  if (b?.node.type !== 'ImportSpecifier') return undefined
  return b.node.imported.type === 'Identifier' ? b.node.imported.name : b.node.imported.value
}

/** `Infinity`, written out or behind a constant. */
export function isEndless(node: Node | undefined, file: SourceFile, depth = 0): boolean {
  if (!node) return false
  const n = strip(node)
  if (n.type === 'Identifier') {
    if (n.name === 'Infinity') return true
    const init = depth < 4 ? initOf(n, file) : undefined
    return init !== undefined && isEndless(init, file, depth + 1)
  }
  return memberName(n) === 'POSITIVE_INFINITY'
}

/** How an expression bounds a wait when it stands where a number of milliseconds belongs. */
export function finiteness(
  node: Node | undefined,
  file: SourceFile,
  zeroMeansNone = false,
): 'finite' | 'infinite' | 'none' {
  if (!node) return 'none'
  if (isEndless(node, file)) return 'infinite'
  const n = strip(node)
  if (n.type === 'Identifier' && n.name === 'undefined') return 'none'
  if (n.type === 'UnaryExpression' && n.operator === 'void') return 'none'
  if (n.type === 'Literal') {
    if (n.value === null || n.value === false) return 'none'
    if (n.value === 0) return zeroMeansNone ? 'none' : 'finite'
  }
  if (n.type === 'Identifier') {
    const init = initOf(n, file)
    if (init && (init.type === 'Literal' || init.type === 'Identifier')) return finiteness(init, file, zeroMeansNone)
  }
  return 'finite'
}

export function isAbortTimeout(node: Node): boolean {
  const n = strip(node)
  if (n.type !== 'CallExpression') return false
  const callee = strip(n.callee)
  return memberName(callee) === 'timeout' && callee.type === 'MemberExpression' && isNamed(callee.object, 'AbortSignal')
}

/** By its name, or as a global's. */
export const isNamed = (node: Node, name: string): boolean => {
  const n = strip(node)
  if (n.type !== 'MemberExpression') return n.type === 'Identifier' && n.name === name
  return memberName(n) === name && isNamed(n.object, 'globalThis')
}

/** A function whose body, or the body of a function it calls, holds a timer. */
export function holdsTimer(fn: Node, file: SourceFile, inf: Inference, depth = 1): boolean {
  let found = false
  walk(fn, n => {
    if (found) return false
    if (n.type !== 'CallExpression') return true
    if (timerOf(n, file) || isAbortTimeout(n) || isSleep(n, file)) found = true
    else if (depth > 0) {
      const meant = functionMeant(n.callee, file, inf)
      if (meant && meant.fn !== fn && holdsTimer(meant.fn, meant.file, inf, depth - 1)) found = true
    }
    return !found
  })
  return found
}

/** `setTimeout(ms)` of `timers/promises`. */
function isSleep(call: Call, file: SourceFile): boolean {
  const callee = strip(call.callee)
  const root = callee.type === 'MemberExpression' ? strip(callee.object) : callee
  if (!importedFrom(root, file)?.endsWith('timers/promises')) return false
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined
  return (name === undefined || name === 'setTimeout' || name === 'wait') && !isEndless(call.arguments[0] as Node, file)
}

export const calleeName = (call: Call): string | undefined => {
  const callee = strip(call.callee)
  return callee.type === 'Identifier' ? callee.name : memberName(callee)
}

const timely =
  /^_?#?(timeout|timer|delay|sleep|rejectAfter|deadline|expir|after(?![a-z]))|timeout(Promise|After|In|Ms)?$|(timer|delay|deadline)$/i

/** A promise that settles after a while whatever else happens: what the other side of a race is. */
export function expires(node: Node, file: SourceFile, inf: Inference, depth = 0): boolean {
  const n = strip(node)
  if (depth > 6) return false
  switch (n.type) {
    case 'AwaitExpression':
      return expires(n.argument, file, inf, depth + 1)
    case 'SpreadElement':
      return expires(n.argument, file, inf, depth + 1)
    case 'ArrayExpression':
      return n.elements.some(e => e !== null && expires(e as Node, file, inf, depth + 1))
    case 'ConditionalExpression':
      return expires(n.consequent, file, inf, depth + 1) || expires(n.alternate, file, inf, depth + 1)
    case 'LogicalExpression':
      return expires(n.left, file, inf, depth + 1) || expires(n.right, file, inf, depth + 1)
    case 'NewExpression': {
      if (!isPromiseClass(n.callee)) return timely.test(calleeName(n) ?? '')
      const executor = n.arguments[0] as Node | undefined
      return executor !== undefined && isFunction(strip(executor)) && holdsTimer(strip(executor), file, inf)
    }
    case 'CallExpression': {
      if (isEndless(n.arguments[0] as Node | undefined, file)) return false
      if (isSleep(n, file)) return true
      const callee = strip(n.callee)
      if (callee.type === 'MemberExpression' && /^(then|catch|finally)$/.test(memberName(callee) ?? ''))
        return expires(callee.object, file, inf, depth + 1)
      const meant = functionMeant(callee, file, inf)
      return meant ? holdsTimer(meant.fn, meant.file, inf) : timely.test(calleeName(n) ?? '')
    }
    case 'Identifier': {
      const init = initOf(n, file)
      if (init && expires(init, file, inf, depth + 1)) return true
      return timely.test(n.name) && !(init && isFunction(init))
    }
    case 'MemberExpression':
      return timely.test(memberName(n) ?? '')
    default:
      return false
  }
}

/** A call that bounds the promise or the function it is given: by what it does, else by its name. */
export function isTimingCall(call: Call, file: SourceFile, inf: Inference): string | undefined {
  const name = calleeName(call)
  const callee = strip(call.callee)
  if (name === undefined || isNamed(callee, 'Promise') || /^(setTimeout|setInterval|clear\w+)$/.test(name))
    return undefined
  const args = call.arguments as Node[]
  if (boundedByIts(callee, name, file, inf)) return `\`${name}\` bounds it`
  const ty = inf.typeOf(callee, file)
  if (ty.k === 'member') {
    const row = inf.library.functionRows(ty.path).find(r => r.role === 'timeoutWrapper')
    if (row && args.slice(1).some(a => bounds(a, file))) return `\`${name}\` bounds it`
    return undefined
  }
  const meant = functionMeant(callee, file, inf)
  if (meant) {
    if (/^(test|it|describe|before|after|beforeEach|afterEach|beforeAll|afterAll)$/.test(name)) return undefined
    const races = takesPromise(meant.fn) && holdsTimer(meant.fn, meant.file, inf)
    return races && !args.some(a => isEndless(a, file)) ? `\`${name}\` holds a timer` : undefined
  }
  if (!/timeout|deadline|time_?limit|timebox/i.test(importedName(callee, file) ?? name)) return undefined
  return args.some(a => isEndless(a, file)) ? undefined : `\`${name}\` bounds it, by its name`
}

/** A member that bounds what it is given whatever else it is given: `TimeoutConfig.call(key, fn)`. */
function boundedByIts(callee: Node, name: string, file: SourceFile, inf: Inference): boolean {
  if (callee.type !== 'MemberExpression' || !inf.library.memberNames.has(name)) return false
  const object = inf.typeOf(callee.object, file)
  if (object.k !== 'lib') return false
  return inf.library.memberRows(object.name, name).some(r => r.role === 'timeoutWrapper' && r.bounded === true)
}

/** A function that races a promise it is given; one that only starts a timer of its own somewhere does not. */
function takesPromise(fn: Node): boolean {
  let settles = false
  walk(fn, n => {
    if (n.type === 'NewExpression' && isPromiseClass(n.callee)) settles = true
    if (n.type === 'CallExpression') {
      const callee = strip(n.callee)
      if (callee.type === 'MemberExpression' && memberName(callee) === 'race') settles = true
      if (/abort/i.test(calleeName(n) ?? '')) settles = true
    }
    return !settles
  })
  return settles
}

function bounds(arg: Node, file: SourceFile): boolean {
  const n = strip(arg)
  if (n.type !== 'ObjectExpression') return finiteness(n, file) === 'finite'
  return n.properties.some(p => p.type !== 'Property' || finiteness(p.value as Node, file) === 'finite')
}
