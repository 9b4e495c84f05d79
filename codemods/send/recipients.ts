/** The recipients of a loop as one expression: an array of what its turns send to, in their order. */
import { objectText, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { collectionOf } from './collection.js'
import type { Loop } from './loop.js'
import { isAny } from './parts.js'
import { keyText } from './peer-key.js'

/**
 * That an array can be made of what has a `forEach`: the file says what it is, or the types will say, which the proof
 * looks at.
 */
export function isListable({ kind, over }: Loop, file: string, tree: Tree): boolean {
  if (kind !== 'forEach' || collectionOf(over, tree) !== undefined) return true
  return /\.[mc]?tsx?$/.test(file) && !isAny(unwrapped(over), tree) && !/@ts-nocheck/.test(tree.text)
}

/** @param optional Turns without a recipient are passed over (`peer?.send(m)`). */
export function recipientsOf(loop: Loop, target: Syntax, optional: boolean, tree: Tree): string | undefined {
  const all = allOf(loop, target, tree)
  if (all === undefined) return undefined
  if (!all.mayMiss && !optional) return all.text
  const name = nameOf(target)
  return `${all.text}.filter(${name} => ${name} ${optional && !all.mayMiss ? '!=' : '!=='} ${optional && !all.mayMiss ? 'null' : 'undefined'})`
}

interface All {
  readonly text: string
  /** It may hold `undefined`. */
  readonly mayMiss?: boolean
}

function allOf(loop: Loop, target: Syntax, tree: Tree): All | undefined {
  const { over, element, kind } = loop
  const plain = unwrapped(target)
  if (kind === 'in') return picked(over, element, plain, tree)
  if (kind === 'count') return isEntry(plain, over, element, tree) ? { text: listed(over, tree) } : undefined
  const keys = keysOf(over)
  if (keys) return picked(keys, element, plain, tree)
  const isEach = kind === 'forEach'
  if (element.type === 'Identifier') {
    // `w!`: the list may hold what is none, and the broadcast would be given it
    if (plain.type === 'Identifier' && plain.name === element.name && target.type === 'TSNonNullExpression')
      return undefined
    if (plain.type === 'Identifier' && plain.name === element.name)
      return { text: isEach && collectionOf(over, tree) === 'map' ? values(over, tree) : listed(over, tree) }
    if (!isMemberOf(plain, element.name as string)) return undefined
    return { text: mapped(loop, element.name as string, sourceOf(tree, target), tree) }
  }
  const part = partOf(element, plain, tree)
  if (part === undefined) return undefined
  // the values of `for (const [, worker] of map)`
  if (element.type === 'ArrayPattern' && part.index === 1 && !isEach && plain.type === 'Identifier') {
    if (collectionOf(over, tree) === 'map') return { text: values(over, tree) }
  }
  return { text: mapped(loop, part.pattern, sourceOf(tree, target), tree) }
}

/** An array as it is; whatever else is gone through is made one. */
function listed(over: Syntax, tree: Tree): string {
  const text = sourceOf(tree, over)
  return collectionOf(over, tree) === 'array' ? text : `[...${text}]`
}

const values = (over: Syntax, tree: Tree): string => `[...${objectText(tree, over)}.values()]`

function mapped({ over, kind }: Loop, pattern: string, result: string, tree: Tree): string {
  const collection = collectionOf(over, tree)
  if (collection === 'array' || (kind === 'forEach' && collection === undefined))
    return `${objectText(tree, over)}.map(${pattern} => ${result})`
  const all = kind === 'forEach' && collection === 'map' ? `${objectText(tree, over)}.values()` : sourceOf(tree, over)
  return `Array.from(${all}, ${pattern} => ${result})`
}

/** `seat.port`, `seat.a.b` of an element: parts that are read, and nothing that is called. */
function isMemberOf(node: Syntax, name: string): boolean {
  const n = unwrapped(node)
  if (n.type !== 'MemberExpression' || n.computed === true) return false
  const object = unwrapped(n.object as Syntax)
  return (object.type === 'Identifier' && object.name === name) || isMemberOf(object, name)
}

/** The part of a pattern that the recipient comes from, alone: `({ port })`, `([, worker])`. */
function partOf(pattern: Syntax, target: Syntax, tree: Tree): { pattern: string; index?: number } | undefined {
  const root = rootOf(target)
  if (root === undefined || (target.type !== 'Identifier' && !isMemberOf(target, root))) return undefined
  const whole = binds(pattern, root) ? { pattern: `(${sourceOf(tree, pattern)})` } : undefined
  if (pattern.type === 'ObjectPattern') {
    const own = (pattern.properties as Syntax[]).find(p => (p.value as Syntax | undefined)?.name === root)
    return own ? { pattern: `({ ${sourceOf(tree, own)} })` } : whole
  }
  if (pattern.type !== 'ArrayPattern') return undefined
  const index = (pattern.elements as (Syntax | null)[]).findIndex(e => e?.type === 'Identifier' && e.name === root)
  return index < 0 ? whole : { pattern: `([${','.repeat(index)}${index > 0 ? ' ' : ''}${root}])`, index }
}

/** Somewhere in it: `([, { worker }])`, `({ worker = none })`. */
function binds(pattern: Syntax, name: string): boolean {
  if (pattern.type === 'Identifier') return pattern.name === name
  const parts = [pattern.left, pattern.argument, ...((pattern.elements as unknown[] | undefined) ?? [])]
  for (const p of (pattern.properties as Syntax[] | undefined) ?? []) parts.push(p.value ?? p.argument)
  return parts.some(p => p !== undefined && p !== null && binds(p as Syntax, name))
}

function rootOf(node: Syntax): string | undefined {
  const n = unwrapped(node)
  if (n.type === 'Identifier') return n.name as string
  return n.type === 'MemberExpression' ? rootOf(n.object as Syntax) : undefined
}

/** `Object.keys(peers)`. */
function keysOf(over: Syntax): Syntax | undefined {
  const n = unwrapped(over)
  const callee = n.type === 'CallExpression' ? unwrapped(n.callee as Syntax) : undefined
  const isKeys =
    (callee?.property as Syntax | undefined)?.name === 'keys' &&
    (callee?.object as Syntax | undefined)?.name === 'Object'
  const [of] = isKeys ? (n.arguments as Syntax[]) : []
  // `Object.keys(peers ?? {})`
  return of?.type === 'LogicalExpression' ? (of.left as Syntax) : of
}

/** `peers[id]` for every key of `peers`: its values. Where there may be none, none is sent to. */
function picked(over: Syntax, element: Syntax, target: Syntax, tree: Tree): All | undefined {
  if (element.type !== 'Identifier' || !isEntry(target, over, element, tree)) return undefined
  const bare = unwrapped(over)
  // `cluster.workers` is there in the primary alone
  const mayLack = bare !== over || /(^|\.)workers$/.test(sourceOf(tree, bare))
  const text = `Object.values(${sourceOf(tree, bare)}${mayLack ? ' ?? {}' : ''})`
  return { text, mayMiss: true }
}

/** `list[i]`. */
function isEntry(target: Syntax, over: Syntax, element: Syntax, tree: Tree): boolean {
  const n = unwrapped(target)
  if (!/^(Optional)?MemberExpression$/.test(n.type) || n.computed !== true) return false
  const key = unwrapped(n.property as Syntax)
  return key.name === element.name && keyText(tree, n.object as Syntax) === keyText(tree, over)
}

/** What the recipient is called where it is looked at. */
function nameOf(target: Syntax): string {
  const n = unwrapped(target)
  if (n.type === 'Identifier') return n.name as string
  const property = n.computed === true ? undefined : ((n.property as Syntax | undefined)?.name as string | undefined)
  return property ?? 'peer'
}
