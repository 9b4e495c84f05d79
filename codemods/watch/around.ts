/** What stands around a watcher: functions, classes, loops; and what they are called. */
import { nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { captured, isFunction } from './names.js'
import type { Registration } from './registration.js'

const seenThrough = /^(forEach|map|filter|flatMap|some|every|find|then|catch|finally)$/

export const lastName = (node: Syntax): string =>
  ((node.property as Syntax | undefined)?.name ?? node.name ?? '') as string

export const computed = (node: Syntax): string | undefined =>
  /MemberExpression$/.test(node.type) && (node.object as Syntax).name === 'Symbol'
    ? `[Symbol.${(node.property as Syntax).name}]`
    : undefined

/** A member's name as it is written; `[Symbol.dispose]` for that one. */
export function keyOf(member: Syntax): string | undefined {
  const key = member.key as Syntax | undefined
  if (!key) return undefined
  if (member.computed === true) return computed(key)
  if (key.type === 'PrivateName') return `#${(key.id as Syntax).name}`
  return (key.name ?? key.value) as string | undefined
}

/** As it is told to the user. */
export const called = (fn: Syntax): string => (nameOf(fn) === '' ? 'the function around it' : `\`${nameOf(fn)}\``)

export function nameOf(fn: Syntax): string {
  return keyOf(fn) ?? ((fn.id as Syntax | null | undefined)?.name as string | undefined) ?? names.get(fn) ?? ''
}
const names = new WeakMap<Syntax, string>()

/** The innermost function that is no executor, no callback of a list and not called where it stands. */
export function functionAround(path: Path): Path | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (/^Class(Private)?Property$/.test(node.type)) return undefined
    if (!isFunction(node)) continue
    const parent = nodeOf(p.parent as Path)
    if (parent.type === 'VariableDeclarator') names.set(node, (parent.id as Syntax).name as string)
    if (/^Class(Private)?Property$/.test(parent.type)) names.set(node, keyOf(parent) ?? '')
    const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee as Syntax) : undefined
    const isCalled = callee === node || isExecutor(p)
    const isListed = callee && /MemberExpression$/.test(callee.type) && seenThrough.test(lastName(callee))
    if (!isCalled && !isListed) return p
  }
  return undefined
}

/** The `new Promise(…)` whose executor a node is in, by no function of its own. */
export function executorAround(path: Path): Path | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (isFunction(nodeOf(p))) return isExecutor(p) ? (p.parent as Path) : undefined
  return undefined
}

function isExecutor(fn: Path): boolean {
  const { type, callee } = nodeOf(fn.parent as Path)
  return type === 'NewExpression' && /Promise$/.test(lastName(callee as Syntax))
}

export function loopAround(path: Path): string | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const { type } = nodeOf(p)
    if (/^(For|While|DoWhile)\w*Statement$/.test(type)) return 'a loop adds it: one place cannot take all of them away'
    if (!isFunction(nodeOf(p))) continue
    const parent = nodeOf(p.parent as Path)
    const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee as Syntax) : undefined
    if (callee && /MemberExpression$/.test(callee.type) && /^(forEach|map|filter|flatMap)$/.test(lastName(callee)))
      return 'a loop adds it: one place cannot take all of them away'
    return undefined
  }
  return undefined
}
/** What the watcher takes from its function: variables and parameters of one call. */
export function ownNames(r: Registration, fn: Syntax): Set<string> {
  const names = new Set<string>()
  for (const part of [r.listener, r.target, ...(r.event ? [r.event] : [])])
    for (const n of captured(part, fn)) names.add(n)
  return names
}
