/** Where a node runs: the function that matters, whether that can run again, who calls it. */
import {
  ancestors,
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  keyName,
  memberName,
  type Node,
  strip,
  unwrapUp,
} from './ast.js'

const seenThrough = new Set([
  'forEach',
  'map',
  'filter',
  'flatMap',
  'some',
  'every',
  'find',
  'then',
  'catch',
  'finally',
])

/** The innermost function that has a name, is a method, or is handed over to somebody else; Promise executors, `forEach` callbacks and immediately called functions are seen through. */
export function ownerFunction(node: Node): FunctionNode | undefined {
  let fn = functionOf(node)
  while (fn && isTransparent(fn)) fn = functionOf(fn)
  return fn
}

export function isTransparent(fn: FunctionNode): boolean {
  const outer = unwrapUp(fn)
  const p = outer.parent as Node | undefined
  if (!p) return false
  if (p.type === 'NewExpression') return makesPromise(p) && p.arguments[0] === outer
  if (p.type !== 'CallExpression') return false
  if (strip(p.callee) === fn) return true
  const callee = strip(p.callee)
  if (callee.type === 'MemberExpression' && isTimed(callee)) return true
  return (
    callee.type === 'MemberExpression' &&
    seenThrough.has(memberName(callee) ?? '') &&
    p.arguments.includes(outer as never)
  )
}

/** `TimeoutConfig.call(key, fn)` of the runtime calls it at once. */
function isTimed(callee: Extract<Node, { type: 'MemberExpression' }>): boolean {
  if (!/^(call|callWithTimeout)$/.test(memberName(callee) ?? '')) return false
  const object = strip(callee.object)
  const name = object.type === 'Identifier' ? object.name : memberName(object)
  return name !== undefined && /^TimeoutConfig\d*$/.test(name)
}

/** `new Promise(…)`, or a class of promises with an executor of the same form: `new CancelablePromise(…)`. */
export const makesPromise = (n: Node): boolean => n.type === 'NewExpression' && isPromiseClass(n.callee)

/** `Promise`, or by its name a class of promises, which inherits `race` and `all`. */
export const isPromiseClass = (n: Node): boolean => n.type === 'Identifier' && /(^|[A-Z]\w*)Promise$/.test(n.name)

export function functionName(fn: FunctionNode): string | undefined {
  if (fn.type !== 'ArrowFunctionExpression' && fn.id) return fn.id.name
  const p = unwrapUp(fn).parent as Node | undefined
  if (p?.type === 'MethodDefinition' || p?.type === 'PropertyDefinition') return keyName(p.key, p.computed)
  if (p?.type === 'Property') return keyName(p.key, p.computed)
  if (p?.type === 'VariableDeclarator' && p.id.type === 'Identifier') return p.id.name
  if (p?.type === 'AssignmentExpression') return p.left.type === 'MemberExpression' ? memberName(p.left) : undefined
  return undefined
}

/** A function handed over as an argument: a handler, a listener, an effect. */
export function handedTo(fn: FunctionNode): Extract<Node, { type: 'CallExpression' | 'NewExpression' }> | undefined {
  const outer = unwrapUp(fn)
  const p = outer.parent as Node | undefined
  return (p?.type === 'CallExpression' || p?.type === 'NewExpression') && p.arguments.includes(outer as never)
    ? p
    : undefined
}

export const isConstructor = (fn: FunctionNode): boolean => {
  const p = fn.parent as Node | undefined
  return p?.type === 'MethodDefinition' && p.kind === 'constructor'
}

/** In a loop inside `within` (or anywhere, if that is the module). */
export function inLoop(node: Node, within: Node | undefined): boolean {
  for (const a of ancestors(node)) {
    if (a === within) return false
    if (isRepeated(node, a)) return true
  }
  return false
}

/** A loop runs the node again: what it goes over, and what it starts with, it asks for once. */
export function isRepeated(node: Node, loop: Node): boolean {
  switch (loop.type) {
    case 'ForOfStatement':
    case 'ForInStatement':
      return !contains(loop.right, node)
    case 'ForStatement':
      return !loop.init || !contains(loop.init as Node, node)
    default:
      return loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement'
  }
}

/** The field of an instance whose initialiser a node stands in: it runs once for each object. */
export function instanceField(node: Node): Node | undefined {
  for (const a of ancestors(node)) {
    if (isFunction(a)) return undefined
    if (a.type === 'PropertyDefinition') return a.static ? undefined : a
  }
  return undefined
}

/**
 * Has run whenever `at` is reached: `node` stands before it in no branch that `at` is not in. A branch counts as taken
 * where the other one leaves, or has one of `others` in it.
 */
export function dominates(node: Node, at: Node, others: readonly Node[]): boolean {
  let child = node
  for (const a of ancestors(node)) {
    const isAround = contains(a, at)
    if (a.type === 'IfStatement' && child !== a.test) {
      const other = child === a.consequent ? a.alternate : a.consequent
      if (isAround ? other !== null && contains(other, at) : !leaves(other) && !has(other, others)) return false
    } else if (a.type === 'ConditionalExpression' && child !== a.test) {
      if (!contains(child, at)) return false
    } else if (a.type === 'LogicalExpression' && child === a.right) {
      if (!contains(child, at)) return false
    } else if (a.type === 'SwitchCase' || a.type === 'CatchClause' || isLoop(a)) {
      if (!isAround) return false
    }
    if (isAround) return true
    child = a
  }
  return true
}

const isLoop = (n: Node): boolean => /^(For|ForOf|ForIn|While)Statement$/.test(n.type)

const has = (branch: Node | null, others: readonly Node[]): boolean =>
  branch !== null && others.some(o => contains(branch, o))

/** Its last statement leaves what is around. */
function leaves(branch: Node | null): boolean {
  const last = branch?.type === 'BlockStatement' ? branch.body.at(-1) : branch
  return last ? /^(Return|Throw|Continue|Break)Statement$/.test(last.type) : false
}
