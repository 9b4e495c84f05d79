/** Whether the file looks at what an async function rejects with. */
import { j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { isCaught } from './hazards.js'
import { functionAround } from './place.js'

/**
 * The function around rejects with what can't be sent, which an awaited supervised send has a result of instead; and a
 * call of it is in a `try` that catches, or has a `.catch()`.
 */
export function isRejectionHeeded(path: Path, tree: Tree): boolean {
  const fn = functionAround(path)
  if (!fn) return false
  const name = nameOf(fn, tree)
  // what it rejects with may be what the function around it gives back
  if (name === undefined) return isHeeded(fn) || isRejectionHeeded(fn, tree)
  return tree.root.find(j.CallExpression).some(call => {
    const callee = unwrapped(nodeOf(call).callee as Syntax)
    return sourceOf(tree, (callee.property as Syntax | undefined) ?? callee) === name && isHeeded(call as Path)
  })
}

function nameOf(fn: Path, tree: Tree): string | undefined {
  const { id, key } = nodeOf(fn) as { id?: Syntax | null; key?: Syntax }
  const holder = nodeOf(fn.parent as Path)
  const isHeld = /^(VariableDeclarator|ObjectProperty|ClassProperty|ClassPrivateProperty)$/.test(holder.type)
  const name = id ?? key ?? (isHeld ? ((holder.id ?? holder.key) as Syntax) : undefined)
  // `const f: F = …` is called by its name alone
  return name?.type === 'Identifier' ? (name.name as string) : name && sourceOf(tree, name)
}

const isHeeded = (path: Path): boolean => isCaught(path) || hasHandler(path)

/** `f().catch(g)`, `f().then(done, g)`, also at the end of a chain, or of what is made of its promise. */
function hasHandler(path: Path): boolean {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (/CallExpression$/.test(node.type)) {
      const callee = unwrapped(node.callee as Syntax)
      const member = callee === nodeOf(at) ? ((callee.property as Syntax | undefined)?.name as string | undefined) : ''
      if (member === 'catch' || (member === 'then' && (node.arguments as Syntax[]).length > 1)) return true
    } else if (!/MemberExpression$|^(Array|Await)Expression$|^TSNonNull|^Parenthesized/.test(node.type)) return false
    at = p
  }
  return false
}
