/** Parameters: what the library, or every visible caller, hands over. */
import {
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
} from '../ast.js'
import { handedTo, ownerFunction } from '../flow.js'
import type { Binding } from '../scope.js'
import { captured, elementOf } from './around.js'
import { inLoopOver, isNew, type Life, outer, type Search, unknown, worst } from './common.js'

/** Judged by who calls the function, with what. */
export function ofParameter(b: Binding, at: Node, file: SourceFile, cx: Search, depth: number): Life {
  const fn = b.node
  if (!isFunction(fn)) return unknown('a parameter')
  const here = functionOf(at)
  const registering = ownerFunction(at)
  const call = handedTo(fn)
  if (call) {
    const callee = strip(call.callee)
    if (callee.type === 'MemberExpression' && /^(forEach|map|some|every|filter)$/.test(memberName(callee) ?? ''))
      return elementOf(callee.object, b.id, at, file, cx, depth + 1)
  }
  if (here !== fn && registering !== fn) return captured(b, registering, fn, at, file, cx, depth)
  if (call) {
    const ty = cx.inf.typeOf(strip(call.callee), file)
    if (ty.k === 'member' || (ty.k === 'unknown' && isIntroduction(call)))
      return { life: 'fresh', why: 'it is handed over once for each object' }
    // whoever runs a task hands it a signal of its own, first; one among other arguments is passed on for the caller
    const isPassedOn = cx.parameterIsOuter === true && fn.params.findIndex(p => contains(p as Node, b.id)) > 0
    return isPassedOn ? outer('it is the caller’s') : unknown('who calls the function is not seen')
  }
  return fromCallers(fn, b, file, cx, depth)
}

/** `server.on('connection', socket => …)`, of whatever server: the event brings a new object each time. */
function isIntroduction(call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>): boolean {
  const registers = /^(on|addListener)$/.test(memberName(strip(call.callee)) ?? '')
  return registers && literalText(call.arguments[0] as Node | undefined) === 'connection'
}

/** Judged by what every visible caller hands over. */
function fromCallers(fn: FunctionNode, b: Binding, file: SourceFile, cx: Search, depth: number): Life {
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
        each = cx.of(propertyGiven(arg, fn.params[index] as Node, b.id) ?? arg, c.node, c.file, cx, depth + 1)
        if (isNew(each) && inLoopOver(c.node, each.origin)) each = outer('the caller registers in a loop')
      }
    }
    life = life ? worst(life, each) : each
  }
  // who is not seen may still hand over a signal that outlives the call
  const made = life ?? (cx.parameterIsOuter ? outer('it is the caller’s') : unknown('no caller hands one over'))
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

function defaultLife(fn: FunctionNode, index: number, file: SourceFile, cx: Search, depth: number): Life | undefined {
  const p = fn.params[index] as Node | undefined
  return p?.type === 'AssignmentPattern' ? cx.of(p.right, p, file, cx, depth + 1) : undefined
}
