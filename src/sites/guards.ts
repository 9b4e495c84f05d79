/** What keeps code from running twice: a flag that it sets, or a set that remembers whom it has met. */
import {
  ancestors,
  contains,
  type FunctionNode,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  walk,
} from './ast.js'
import { ownerFunction } from './flow.js'
import { scopeAround } from './scope.js'

export interface Guards {
  /** A flag of the module: once in the life of the program. */
  module: boolean
  /** A flag of the object: once for each. */
  object: boolean
  /** Once for each of these: `if (!seen.has(x)) seen.add(x)`. */
  keys: Node[]
}

/** Guards around a node in its function: `if (started) return` before it, `if (!started) { … }` around it. */
export function guardsOf(node: Node, fn: FunctionNode, file: SourceFile): Guards {
  const guards: Guards = { module: false, object: false, keys: [] }
  for (const a of ancestors(node)) {
    if (a.type === 'IfStatement' && contains(a.consequent, node))
      for (const test of parts(a.test, '&&')) note(negated(test), a.consequent, guards, file)
    if (a === fn) break
  }
  const body = fn.body?.type === 'BlockStatement' ? fn.body : undefined
  for (const s of body?.body ?? []) {
    if (s.start > node.start) break
    if (s.type !== 'IfStatement' || contains(s, node) || !leavesAtOnce(s.consequent)) continue
    for (const test of parts(s.test, '||')) note(test, body!, guards, file)
  }
  return guards
}

/** A test around the node, or one that leaves before it, asks whether something is there already; who sets it is not looked at. */
export function asksFirst(node: Node, fn: FunctionNode, file: SourceFile): boolean {
  const isState = (flag: Node | undefined): boolean =>
    flag !== undefined &&
    (flag.type === 'MemberExpression' || flag.type === 'Identifier') &&
    isSet(flag, file.program, file)
  for (const a of ancestors(node)) {
    if (a === fn) break
    if (a.type !== 'IfStatement') continue
    if (contains(a.consequent, node) && parts(a.test, '&&').some(t => isState(negated(t)))) return true
    if (a.alternate && contains(a.alternate, node) && parts(a.test, '||').some(isState)) return true
  }
  const body = fn.body?.type === 'BlockStatement' ? fn.body.body : []
  return body.some(
    s =>
      s.type === 'IfStatement' && s.end < node.start && leavesAtOnce(s.consequent) && parts(s.test, '||').some(isState),
  )
}

/** The disjuncts or conjuncts of a test. */
function parts(test: Node, operator: '&&' | '||'): Node[] {
  const n = strip(test)
  return n.type === 'LogicalExpression' && n.operator === operator
    ? [...parts(n.left, operator), ...parts(n.right, operator)]
    : [n]
}

/** `started` for `!started`, `started === undefined`, `started === false`. */
function negated(test: Node): Node | undefined {
  if (test.type === 'UnaryExpression' && test.operator === '!') return strip(test.argument)
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return undefined
  const right = strip(test.right)
  const isNothing =
    (right.type === 'Literal' && (right.value === null || right.value === false)) ||
    (right.type === 'Identifier' && right.name === 'undefined')
  return isNothing ? strip(test.left as Node) : undefined
}

function note(flag: Node | undefined, area: Node, guards: Guards, file: SourceFile): void {
  if (!flag) return
  if (flag.type === 'CallExpression') {
    const key = rememberedKey(flag, area, file)
    if (key) guards.keys.push(key)
    return
  }
  if (!isSet(flag, area, file)) return
  if (flag.type === 'Identifier') {
    const b = scopeAround(file.scopeOf, flag)?.value(flag.name)
    if (b && b.kind === 'variable' && !ownerFunction(b.id)) guards.module = true
  } else if (flag.type === 'MemberExpression') {
    const object = strip(flag.object)
    if (object.type === 'ThisExpression') guards.object = true
    else if (object.type === 'Identifier' && scopeAround(file.scopeOf, object)?.value(object.name)?.kind === 'class')
      guards.module = true
  }
}

/** The flag gets a value there. */
function isSet(flag: Node, area: Node, file: SourceFile): boolean {
  const name = nameOf(flag)
  return (
    name !== undefined &&
    file.assignments.some(a => contains(area, a) && nameOf(strip(a.left as Node)) === name && !isFalse(strip(a.right)))
  )
}

const nameOf = (n: Node): string | undefined => (n.type === 'Identifier' ? n.name : memberName(n))
const isFalse = (n: Node): boolean => n.type === 'Literal' && (n.value === false || n.value === null)

/** `x` of `seen.has(x)`, where `seen.add(x)` or `seen.set(x, …)` follows, and `seen` is not of that run alone. */
function rememberedKey(
  test: Extract<Node, { type: 'CallExpression' }>,
  area: Node,
  file: SourceFile,
): Node | undefined {
  const callee = strip(test.callee)
  const key = test.arguments[0] as Node | undefined
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'has' || !key) return undefined
  if (isOfThisRun(strip(callee.object), test, file)) return undefined
  const set = textAt(callee.object, file)
  let added = false
  walk(area, n => {
    if (n.type === 'CallExpression') {
      const c = strip(n.callee)
      const isAdd = c.type === 'MemberExpression' && /^(add|set)$/.test(memberName(c) ?? '')
      if (isAdd && textAt(c.object, file) === set && n.arguments[0])
        added ||= textAt(n.arguments[0] as Node, file) === textAt(key, file)
    }
    return !added && !isFunction(n)
  })
  return added ? key : undefined
}

/** A variable of the function that the code is in. */
function isOfThisRun(set: Node, at: Node, file: SourceFile): boolean {
  const b = set.type === 'Identifier' ? scopeAround(file.scopeOf, set)?.value(set.name) : undefined
  const home = b?.kind === 'variable' ? ownerFunction(b.id) : undefined
  return home !== undefined && home === ownerFunction(at)
}

const textAt = (n: Node, file: SourceFile): string => file.text.slice(n.start, n.end)

function leavesAtOnce(branch: Node): boolean {
  const only = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch
  return only?.type === 'ReturnStatement' || only?.type === 'ThrowStatement'
}
