/** Whether an expression makes a new object each time it is evaluated. */
import { type FunctionNode, isFunction, keyName, memberName, type Node, type SourceFile, strip, walk } from './ast.js'
import { makesPromise } from './flow.js'
import type { Inference } from './infer.js'
import { assignmentsTo, functionMeant } from './mentions.js'
import { scopeAround } from './scope.js'

export type Freshness = 'fresh' | 'old' | 'unknown'

const chaining = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'off',
  'removeListener',
  'setMaxListeners',
  'ref',
  'unref',
  'then',
  'catch',
  'finally',
  'start',
  'bind',
  'setEncoding',
])
const makes =
  /^(_?)(acquireRelease|create|make|spawn|fork|start|open|connect|launch|new|build|init|wrap|exec|run|clone|interpret|io|dial|boot|mount|setup|execa|handleUpgrade|accept)(?![a-z])|^(execa|fork|spawn|interpret|io)$/
const finds =
  /^(_?)(get|use|find|lookup|look|fetch|current|ensure|acquire(?!Release|UseRelease)|checkout|borrow|pick|select|peek|at|pop|shift|next|resolve|inject|take|from)(?![a-z])/

/** @param part The property of the object that matters: `socket` of what `open()` hands back in `{ socket, closed }`. */
export function freshness(node: Node, file: SourceFile, inf: Inference, depth = 0, part?: string): Freshness {
  const n = strip(node)
  if (depth > 6) return 'unknown'
  switch (n.type) {
    case 'ObjectExpression': {
      const p =
        part === undefined
          ? undefined
          : n.properties.find(q => q.type === 'Property' && keyName(q.key as Node, q.computed) === part)
      return p?.type === 'Property' ? freshness(p.value as Node, file, inf, depth + 1) : 'old'
    }
    case 'NewExpression':
      return 'fresh'
    case 'AwaitExpression':
      return freshness(n.argument, file, inf, depth + 1, part)
    case 'YieldExpression':
      return n.argument ? freshness(n.argument, file, inf, depth + 1, part) : 'unknown'
    case 'AssignmentExpression':
      return n.operator === '=' ? freshness(n.right, file, inf, depth + 1) : 'old'
    case 'ConditionalExpression':
      return all([n.consequent, n.alternate], file, inf, depth)
    case 'LogicalExpression':
      return n.operator === '&&' ? freshness(n.right, file, inf, depth + 1) : all([n.left, n.right], file, inf, depth)
    case 'Identifier': {
      const b = scopeAround(file.scopeOf, n)?.value(n.name)
      if (b?.kind !== 'variable' || b.node.type !== 'VariableDeclarator' || b.scope === file.scope) return 'old'
      return b.node.init
        ? freshness(b.node.init, file, inf, depth + 1, part)
        : assigned(n.name, b.scope.node, file, inf, depth)
    }
    case 'MemberExpression': {
      // a part of something new: `new MessageChannel().port1`
      const object = strip(n.object)
      return object.type === 'ThisExpression' ? 'old' : freshness(object, file, inf, depth + 1, memberName(n))
    }
    case 'CallExpression':
      return call(n, file, inf, depth, part)
    default:
      return 'old'
  }
}

function all(nodes: Node[], file: SourceFile, inf: Inference, depth: number, part?: string): Freshness {
  const each = nodes
    .map(x => strip(x))
    .filter(x => !isNothing(x))
    .map(x => freshness(x, file, inf, depth + 1, part))
  return each.includes('old') ? 'old' : each.includes('unknown') ? 'unknown' : each.length > 0 ? 'fresh' : 'old'
}

const isNothing = (n: Node): boolean =>
  (n.type === 'Literal' && n.value === null) || (n.type === 'Identifier' && n.name === 'undefined')

function assigned(name: string, scope: Node, file: SourceFile, inf: Inference, depth: number): Freshness {
  const values = (file.assigned.get(name) ?? [])
    .filter(a => a.left.type === 'Identifier' && scope.start <= a.start && a.end <= scope.end)
    .map(a => a.right)
  return values.length > 0 ? all(values, file, inf, depth) : 'unknown'
}

function call(
  n: Extract<Node, { type: 'CallExpression' }>,
  file: SourceFile,
  inf: Inference,
  depth: number,
  part?: string,
): Freshness {
  const callee = strip(n.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (callee.type === 'MemberExpression' && name !== undefined && chaining.has(name))
    return freshness(callee.object, file, inf, depth + 1)
  const ty = inf.typeOf(callee, file)
  if (ty.k === 'function' && isFunction(ty.node)) {
    const at = returnedParameter(ty.node)
    const given = at === undefined ? undefined : (n.arguments[at] as Node | undefined)
    const run = at === undefined ? ranParameter(ty.node, ty.file) : undefined
    const made = run === undefined ? undefined : functionMeant(n.arguments[run] as Node, file, inf)
    const known = given
      ? freshness(given, file, inf, depth + 1)
      : made
        ? returned(made.fn, made.file, inf, depth, part)
        : returned(ty.node, ty.file, inf, depth, part)
    return known === 'unknown' && name !== undefined && makes.test(name) ? 'fresh' : known
  }
  if (name === undefined) return 'unknown'
  // each response is another one
  if (name === 'fetch' && callee.type === 'Identifier') return 'fresh'
  if (finds.test(name)) return 'old'
  if (ty.k === 'member' && (ty.member.returns !== undefined || ty.member.passes !== undefined)) {
    const passed = ty.member.passes === undefined ? undefined : (n.arguments[ty.member.passes] as Node | undefined)
    return passed ? freshness(passed, file, inf, depth + 1) : 'fresh'
  }
  if (makes.test(name)) return 'fresh'
  return 'unknown'
}

/** What a function gives back; one that keeps what it made gives the same again. */
function returned(fn: Node, file: SourceFile, inf: Inference, depth: number, part?: string): Freshness {
  if (!isFunction(fn) || !fn.body) return 'unknown'
  if (fn.body.type !== 'BlockStatement') return freshness(fn.body, file, inf, depth + 1, part)
  const found: Node[] = []
  const promises: Node[] = []
  walk(fn.body, x => {
    if (x.type === 'ReturnStatement' && x.argument) {
      const value = strip(x.argument)
      if (makesPromise(value)) promises.push(value)
      else found.push(value)
      return false
    }
    return !isFunction(x) && x.type !== 'ClassDeclaration'
  })
  for (const p of promises) found.push(...resolved(p))
  return found.length > 0 ? all(found, file, inf, depth + 1, part) : 'unknown'
}

/** Position of the parameter that a function hands back: `open(socket) { …; return socket }`. */
function returnedParameter(fn: FunctionNode): number | undefined {
  const last = fn.body?.type === 'BlockStatement' ? fn.body.body.at(-1) : undefined
  const value = last?.type === 'ReturnStatement' && last.argument ? strip(last.argument) : undefined
  if (value?.type !== 'Identifier') return undefined
  const at = fn.params.findIndex(p => p.type === 'Identifier' && p.name === value.name)
  return at < 0 ? undefined : at
}

/** Position of the parameter that a function runs, and hands back what that returns: `retry(() => fork(path))`. */
function ranParameter(fn: FunctionNode, file: SourceFile): number | undefined {
  const found = new Set<number>()
  const look = (value: Node, depth: number): void => {
    const stripped = strip(value)
    const n = stripped.type === 'AwaitExpression' ? strip(stripped.argument) : stripped
    if (isNothing(n)) return
    const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
    if (b?.kind === 'variable' && b.node.type === 'VariableDeclarator' && depth < 3) {
      const values = assignmentsTo(b, file).map(a => a.right)
      for (const v of b.node.init ? [b.node.init, ...values] : values) look(v, depth + 1)
    } else found.add(n.type === 'CallExpression' ? parameterAt(fn, strip(n.callee), file) : -1)
  }
  if (fn.body && fn.body.type !== 'BlockStatement') look(fn.body, 0)
  else if (fn.body)
    walk(fn.body, n => {
      if (n.type === 'ReturnStatement' && n.argument) look(n.argument, 0)
      return !isFunction(n) && n.type !== 'ClassDeclaration'
    })
  const [only] = found
  return found.size === 1 && only !== -1 ? only : undefined
}

function parameterAt(fn: FunctionNode, callee: Node, file: SourceFile): number {
  const b = callee.type === 'Identifier' ? scopeAround(file.scopeOf, callee)?.value(callee.name) : undefined
  return b?.kind === 'parameter' && b.node === fn ? fn.params.indexOf(b.id as never) : -1
}

/** `resolve(x)` inside `new Promise(…)`. */
function resolved(promise: Node): Node[] {
  const executor = promise.type === 'NewExpression' ? (promise.arguments[0] as Node | undefined) : undefined
  if (!executor || !isFunction(executor) || !executor.body) return []
  const first = executor.params[0]
  const out: Node[] = []
  if (first?.type !== 'Identifier') return out
  walk(executor.body, x => {
    if (x.type === 'CallExpression' && x.callee.type === 'Identifier' && x.callee.name === first.name && x.arguments[0])
      out.push(x.arguments[0] as Node)
    return true
  })
  return out
}
