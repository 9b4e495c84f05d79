/** Whether what a loop goes through can change while it does. */
import { j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'

const changes = /^(add|delete|clear|set|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/
const makes = /^(values|keys|entries|from|of|map|filter|slice|flatMap|concat|toSorted|toReversed)$/

/** All but what the loop makes for itself, and a constant of the file that nothing in it changes or hands on. */
export function mayChange(over: Syntax, tree: Tree): boolean {
  const n = unwrapped(over)
  if (n.type === 'ArrayExpression') return false
  if (n.type === 'CallExpression') return !isCopy(n)
  return n.type !== 'Identifier' || !isConstant(n.name as string, tree)
}

/** `Object.values(refs)`, `Array.from(refs)`, `refs.filter(…)`; but `map.values()` goes through the map itself. */
function isCopy(call: Syntax): boolean {
  const callee = unwrapped(call.callee as Syntax)
  const name = ((callee.property as Syntax | undefined)?.name as string | undefined) ?? ''
  if (!makes.test(name)) return false
  const owner = (callee.object as Syntax | undefined)?.name
  return !/^(values|keys|entries)$/.test(name) || owner === 'Object'
}

function isConstant(name: string, tree: Tree): boolean {
  const made = tree.root.find(j.VariableDeclarator, { id: { name } }).paths()
  const [only] = made
  if (!only || made.length > 1 || nodeOf(only.parent).kind !== 'const') return false
  if (nodeOf(only.parent.parent).type === 'ExportNamedDeclaration') return false
  const init = unwrapped(nodeOf(only).init as Syntax)
  const isNew = init.type === 'NewExpression' && /^(Array|Set|Map)$/.test(String((init.callee as Syntax).name))
  const isOwn = init.type === 'ArrayExpression' || isNew || (init.type === 'CallExpression' && isCopy(init))
  return isOwn && tree.root.find(j.Identifier, { name }).every(p => isReading(nodeOf(p), nodeOf(p.parent), tree))
}

/** Its declaration, a loop over it, a member of it that changes nothing. */
function isReading(id: Syntax, holder: Syntax, tree: Tree): boolean {
  switch (holder.type) {
    case 'VariableDeclarator':
      return holder.id === id
    case 'ForOfStatement':
    case 'ForInStatement':
      return holder.right === id
    case 'SpreadElement':
      return true
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return (
        holder.object === id && holder.computed !== true && !changes.test(sourceOf(tree, holder.property as Syntax))
      )
    default:
      return false
  }
}

/** A generator of the file goes on between the turns of the loop: what it does there would all be done before. */
export function isMadeByTurns(over: Syntax, tree: Tree): boolean {
  const n = unwrapped(over)
  if (n.type !== 'CallExpression') return false
  const callee = unwrapped(n.callee as Syntax)
  const name = sourceOf(tree, (callee.property as Syntax | undefined) ?? callee)
  return tree.root.find(j.Node).some(p => {
    const node = nodeOf(p as Path)
    return node.generator === true && nameOf(node, nodeOf(p.parent), tree) === name
  })
}

/** `function* idle() {}`, `*idle() {}`, `const idle = function* () {}`. */
function nameOf(fn: Syntax, holder: Syntax, tree: Tree): string | undefined {
  const name = (fn.id ?? fn.key ?? holder.id ?? holder.key) as Syntax | null | undefined
  return name ? sourceOf(tree, name) : undefined
}
