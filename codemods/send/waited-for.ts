/** Whether the file does something with the promise of an async function: waits for it, or looks at its rejection. */
import { j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { isCaught } from './hazards.js'
import { functionAround } from './place.js'

/**
 * A call of the function around does not drop its promise, or may be in another file. An awaited supervised send settles
 * later than the raw one: what comes behind `await ask(worker)`, such as `await once(worker, 'message')`, would be too late
 * for an answer; and it has a result of what can't be sent, where the raw one rejects.
 */
export function isWaitedFor(path: Path, tree: Tree): boolean {
  const fn = functionAround(path)
  if (!fn) return false
  const name = nameOf(fn, tree)
  if (name === undefined) return isHeeded(fn)
  if (isOpen(fn)) return true
  return tree.root.find(j.Identifier, { name }).some(id => {
    const holder = nodeOf(id.parent)
    if (holder === nodeOf(fn) || holder.id === nodeOf(id)) return false
    // what is handed on may be called by anybody
    return holder.type !== 'CallExpression' || holder.callee !== nodeOf(id) || isHeeded(id.parent as Path)
  })
}

/** Others can call it by its name: a member, or what is exported. */
function isOpen(fn: Path): boolean {
  for (let p: Path | null = fn; p; p = p.parent as Path | null) {
    const { type } = nodeOf(p)
    if (/Method$|Property$|^Export/.test(type)) return true
    if (type === 'BlockStatement') return false
  }
  return false
}

function nameOf(fn: Path, tree: Tree): string | undefined {
  const { id, key } = nodeOf(fn) as { id?: Syntax | null; key?: Syntax }
  const holder = nodeOf(fn.parent as Path)
  const isHeld = /^(VariableDeclarator|ObjectProperty|ClassProperty|ClassPrivateProperty)$/.test(holder.type)
  const name = id ?? key ?? (isHeld ? ((holder.id ?? holder.key) as Syntax) : undefined)
  // `const f: F = …` is called by its name alone
  return name?.type === 'Identifier' ? (name.name as string) : name && sourceOf(tree, name)
}

const isHeeded = (path: Path): boolean => isCaught(path) || !isDropped(path)

/** `f()` and `list.forEach(async …)` as statements; not `await f()`, `f().then(g)`, nor what is stored or given back. */
function isDropped(path: Path): boolean {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'ExpressionStatement') return true
    if (/CallExpression$/.test(node.type)) {
      const callee = unwrapped(node.callee as Syntax)
      const member = callee === nodeOf(at) ? ((callee.property as Syntax | undefined)?.name as string | undefined) : ''
      if (/^(then|catch|finally)$/.test(member ?? '')) return false
    } else if (!/MemberExpression$|^(Array|Unary)Expression$|^TSNonNull|^Parenthesized/.test(node.type)) return false
    at = p
  }
  return false
}
