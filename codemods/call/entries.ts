/** Entries that a call made by hand leaves where its answer finds it: `pending.set(id, { resolve, reject })`. */
import type { Task } from '../codemod.js'
import {
  j,
  nodeOf,
  objectText,
  type Path,
  type Printable,
  type Syntax,
  sourceOf,
  type Tree,
  unwrapped,
} from '../tree.js'
import { besideOf } from './beside.js'
import type { Text } from './insert.js'
import type { MadePromise } from './made-promise.js'
import { callName } from './names.js'
import { isStable } from './stable.js'

export interface Entries {
  readonly edits: readonly Text[]
  /** The answer finds its request by a number of its own. */
  readonly numbered: boolean
}

export function entriesOf(promise: MadePromise, task: Task): Entries | string {
  const edits: Text[] = []
  let numbered = false
  let left: string | undefined
  const add = (path: Path, release: string | undefined): void => {
    const own = release && besideOf(path, { behind: `${callName(promise)}.onEnd(() => ${release})` }, task)
    if (!own) left ??= 'what its entry is found by is made where it is stored'
    else edits.push(...own)
  }
  const { tree } = task
  within(promise, tree, j.CallExpression, path => {
    const call = nodeOf(path)
    const callee = unwrapped(call.callee as Syntax)
    const name = (callee.property as Syntax | undefined)?.name
    const [key, value] = call.arguments as Syntax[]
    const store = callee.object as Syntax | undefined
    if (!store || !key) return
    if (name === 'add' && settles(key, promise) && isStable(key) && isStable(store) && empties(path, store, task))
      add(path, `${objectText(tree, store)}.delete(${sourceOf(tree, key)})`)
    if (name !== 'set' || !value || !settles(value, promise)) return
    numbered = true
    if (!empties(path, store, task)) return
    left ??= intolerant(path, store, task)
    add(
      path,
      isStable(key) && isStable(store) ? `${objectText(tree, store)}.delete(${sourceOf(tree, key)})` : undefined,
    )
  })
  within(promise, tree, j.AssignmentExpression, path => {
    const target = nodeOf(path).left as Syntax
    if (target.type !== 'MemberExpression' || target.computed !== true) return
    if (!settles(nodeOf(path).right as Syntax, promise)) return
    numbered = true
    if (!empties(path, target.object as Syntax, task)) return
    left ??= intolerant(path, target.object as Syntax, task)
    add(path, isStable(target) ? `delete ${sourceOf(tree, target)}` : undefined)
  })
  return left ?? { edits, numbered }
}

function within(
  { executor }: MadePromise,
  { root }: Tree,
  type: typeof j.CallExpression | typeof j.AssignmentExpression,
  visit: (path: Path) => void,
): void {
  root.find(type as typeof j.CallExpression).forEach(path => {
    const { start, end } = nodeOf(path)
    if (start > executor.start && end <= executor.end) visit(path)
  })
}

/** Holds what settles the promise. */
function settles(node: Syntax, { resolve, reject }: MadePromise): boolean {
  const isOwn = (name: unknown): boolean => name !== undefined && (name === resolve || name === reject)
  if (isOwn(node.name)) return true
  return (
    j(node as unknown as Printable)
      .find(j.Identifier)
      .filter(p => isOwn(p.node.name))
      .size() > 0
  )
}

/** The program takes entries out by itself: they are not meant to stay behind their answer. */
function empties(from: Path, store: Syntax, { tree }: Task): boolean {
  const own = sourceOf(tree, store)
  const area = areaOf(from, own, tree)
  const deleted = area.find(j.CallExpression).filter(p => {
    const callee = unwrapped(nodeOf(p).callee as Syntax)
    return (callee.property as Syntax | undefined)?.name === 'delete' && sourceOf(tree, callee.object as Syntax) === own
  })
  const removed = area.find(j.UnaryExpression).filter(p => {
    const { operator, argument } = nodeOf(p) as Syntax & { argument: Syntax }
    const object = operator === 'delete' ? (unwrapped(argument).object as Syntax | undefined) : undefined
    return object !== undefined && sourceOf(tree, object) === own
  })
  return deleted.size() + removed.size() > 0
}

/** Where a store is used: a field in its class, anything else in the whole file. */
function areaOf(from: Path, store: string, { root }: Tree): Tree['root'] {
  const scope = store.startsWith('this.') ? classAround(from) : undefined
  return scope ? (j(scope) as unknown as Tree['root']) : root
}

/** Who takes an answer out of this store expects that there may be nothing: an answer that comes too late finds nothing. */
function intolerant(from: Path, store: Syntax, { tree, file }: Task): string | undefined {
  const own = sourceOf(tree, store)
  const area = areaOf(from, own, tree)
  const isTyped = /\.[mc]?tsx?$/.test(file)
  let bad = false
  let seen = false
  const look = (path: Path): void => {
    seen = true
    const parent = nodeOf(path.parent as Path)
    if (/^TS(NonNull|As)Expression$/.test(parent.type)) bad = true
    else if (parent.type === 'MemberExpression' && parent.object === nodeOf(path)) bad = true
    else if (parent.type === 'CallExpression' && parent.callee === nodeOf(path)) bad = true
    else if (parent.type === 'VariableDeclarator') bad ||= unguarded(parent, path, isTyped)
  }
  area.find(j.CallExpression).forEach(path => {
    const callee = unwrapped(nodeOf(path).callee as Syntax)
    if ((callee.property as Syntax | undefined)?.name === 'get' && sourceOf(tree, callee.object as Syntax) === own)
      look(path)
  })
  area.find(j.MemberExpression).forEach(path => {
    const node = nodeOf(path)
    const parent = nodeOf(path.parent as Path)
    const isWritten = parent.type === 'AssignmentExpression' && parent.left === node
    const isDeleted = parent.type === 'UnaryExpression' && parent.operator === 'delete'
    if (node.computed === true && !isWritten && !isDeleted && sourceOf(tree, node.object as Syntax) === own) look(path)
  })
  if (!seen) return 'who takes its answer is not seen'
  return bad ? 'who takes its answer does not expect that the entry may be gone' : undefined
}

function classAround(path: Path): Path | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (/^Class(Declaration|Expression)$/.test(nodeOf(p).type)) return p
  return undefined
}

/** `const entry = pending.get(id)`: used without a test. With types only `!` can do that. */
function unguarded({ id }: Syntax, path: Path, isTyped: boolean): boolean {
  const names = id as Syntax
  if (names.type !== 'Identifier') return true
  const scope = path.scope as { path: Path } | null
  if (!scope) return true
  const around = j(scope.path)
  const used = (n: Syntax | undefined): boolean => n !== undefined && unwrapped(n).name === names.name
  const forced =
    around
      .find(j.TSNonNullExpression)
      .filter(p => used(nodeOf(p).expression as Syntax))
      .size() > 0
  if (forced) return true
  const reads =
    around
      .find(j.MemberExpression)
      .filter(p => used(nodeOf(p).object as Syntax))
      .size() > 0
  const calls =
    around
      .find(j.CallExpression)
      .filter(p => used(nodeOf(p).callee as Syntax))
      .size() > 0
  if (isTyped || !(reads || calls)) return false
  const tests = (n: Syntax): boolean =>
    used(n) ||
    j(n as unknown as Printable)
      .find(j.Identifier)
      .filter(p => p.node.name === names.name)
      .size() > 0
  const guarded =
    around
      .find(j.IfStatement)
      .filter(p => tests(nodeOf(p).test as Syntax))
      .size() > 0 ||
    around
      .find(j.LogicalExpression)
      .filter(p => tests(nodeOf(p).left as Syntax))
      .size() > 0
  return !guarded
}
