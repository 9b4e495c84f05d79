/**
 * Where the owner of a watcher ends. The owner is what its listener closes over: a listener that uses no more than its
 * object belongs to the object, one that uses a call's own variables to that call, and an effect's to the effect.
 */
import type { Task } from '../codemod.js'
import { j, nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { called, executorAround, functionAround, keyOf, loopAround, ownNames } from './around.js'
import { answers, callOwner } from './call-owner.js'
import { isFunction, own, returnsIn } from './names.js'
import { classAround, fieldOwner, finals, isBeginning, isConstructor, objectOwner, pauses } from './object-owner.js'
import { type Registration, statementOf } from './registration.js'

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
  /** A promise made by hand, which settles. */
  | {
      readonly kind: 'settled'
      readonly promise: Syntax
      readonly statement: Syntax
      readonly within: Syntax
      /** What its function says that it gives back, which a promise with `.finally()` no longer hears of. */
      readonly types?: Syntax
    }

/** What ends it is new: all of its watchers are one fix. */
export const isShared = (owner: Owner): boolean =>
  owner.kind === 'effect' ||
  owner.kind === 'rest' ||
  owner.kind === 'settled' ||
  (owner.kind === 'object' && owner.end.kind === 'new')

export type End =
  | { readonly kind: 'method'; readonly name: string; readonly body: Syntax }
  /** A member that the class does not have yet. */
  | { readonly kind: 'new'; readonly key: string }

/** Functions whose argument may give back what undoes it: callee → module, if it has to come from there. */
const effects: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    useEffect: /^(preact\/hooks|react)$/,
    useLayoutEffect: /^(preact\/hooks|react)$/,
    useInsertionEffect: /^react$/,
    fromCallback: /^xstate/,
  }),
)

const handMade =
  'it is one half of a call made by hand, which waits for the answer to what it sends: the whole call is to be replaced, not this half'

/** The owner, or why it can't be seen where it ends. */
export function ownerOf(r: Registration, task: Task): Owner | string {
  const loop = loopAround(r.path)
  if (loop) return loop
  const fn = functionAround(r.path)
  const promise = executorAround(r.path)
  if (promise) return settled(r, promise, fn && nodeOf(fn))
  if (!fn) return fieldOwner(r.path, task) ?? 'it stands in no function that could end'
  const node = nodeOf(fn)
  const ofCall = ownNames(r, node)
  const cleanup = cleanupIn(node, r)
  if (cleanup) return visible(r, cleanup.fn, node) ? cleanup : 'what undoes its function does not see it'
  if (isEffect(fn, task)) {
    const body = node.body as Syntax
    // whoever has left before it was added has nothing to take away
    const others = body.type === 'BlockStatement' && returnsIn(node).filter(s => s.argument || s.start > r.call.start)
    if (!others || others.length > 0) return 'its effect gives something back that is not seen to undo it'
    const isListed = (body.body as Syntax[]).includes(statementOf(r, true)!)
    return isListed ? { kind: 'effect', body, within: node } : 'it stands in a branch of its effect'
  }
  const holder = classAround(fn)
  if (holder && (isConstructor(node) || ofCall.size === 0 || isBeginning(node))) {
    const made = objectOwner(holder, node, task)
    if (typeof made !== 'string' || ofCall.size === 0) return made
  }
  if (answers(r, node)) return handMade
  return callOwner(r, node, ofCall)
}

/** A promise that is waited for or given back: it is over when that settles. Only a signal can be told from there. */
function settled(r: Registration, promise: Path, fn: Syntax | undefined): Owner | string {
  const node = nodeOf(promise)
  if (r.row.options === undefined || answers(r, node, true)) return handMade
  const holder = nodeOf(promise.parent as Path)
  const parent = holder.type === 'AwaitExpression' ? (promise.parent as Path) : promise
  const statement = nodeOf(parent.parent as Path)
  const list = nodeOf(parent.parent.parent as Path)
  const stands = /^(ReturnStatement|ExpressionStatement)$/.test(statement.type) && list.type === 'BlockStatement'
  if (!fn || !stands || (holder === statement && statement.type === 'ExpressionStatement'))
    return `it is a part of a promise made by hand in ${fn ? called(fn) : 'the file'}: where that is waited for is not seen`
  const annotation = (fn.returnType as Syntax | undefined)?.typeAnnotation as Syntax | undefined
  const isNamed = node.typeParameters || node.typeArguments || holder.type === 'AwaitExpression'
  const types = isNamed ? undefined : ((annotation?.typeParameters ?? annotation?.typeArguments) as Syntax | undefined)
  return { kind: 'settled', promise: node, statement, within: node, types }
}

/** A function that is given back, by itself or as `dispose` of an object, and undoes. */
function cleanupIn(fn: Syntax, r: Registration): Extract<Owner, { kind: 'cleanup' }> | undefined {
  const body = fn.body as Syntax
  const returned =
    body.type === 'BlockStatement'
      ? // whoever has left before it was added has nothing to take away
        returnsIn(fn).flatMap(s => (!s.argument && s.start < r.call.start ? [] : [s.argument]))
      : [body]
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
