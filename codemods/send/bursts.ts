/** Sends to one recipient that may be many in one turn of the event loop. */
import { j, nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'

/** Of what a loop sends to one recipient in one turn, so many are taken in before the first has left. */
const window = 10_000
const iterating = /^(forEach|map|filter|flatMap|reduce|some|every|find)$/

/** The send is in a loop that is not one over its recipients, does not wait, and has no end that is seen to be near. */
export function mayBurst(path: Path, target: Syntax): boolean {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    const child = nodeOf(at)
    if (/^(For|While|DoWhile)/.test(node.type) && node.body === child) {
      if (!waits(child) && !isShort(node) && !names(target).some(n => declares(node, n))) return true
    } else if (/Function|Method/.test(node.type)) {
      const call = p.parent ? nodeOf(p.parent as Path) : undefined
      const callee = call?.type === 'CallExpression' ? unwrapped(call.callee as Syntax) : undefined
      const name = (callee?.property as Syntax | undefined)?.name as string | undefined
      if (name === undefined || !iterating.test(name) || (call!.arguments as Syntax[])[0] !== node) return false
      const over = unwrapped(callee!.object as Syntax)
      const short = over.type === 'ArrayExpression'
      if (!short && node.async !== true && !names(target).some(n => (node.params as Syntax[]).some(q => binds(q, n))))
        return true
    }
    at = p
  }
  return false
}

/** What is awaited in its body lets what was sent before leave. */
const waits = (body: Syntax): boolean =>
  j(body as never)
    .find(j.AwaitExpression)
    .size() > 0

/** Over a list that is written there, or up to a number that is. */
function isShort(loop: Syntax): boolean {
  if (loop.type === 'ForOfStatement') return (loop.right as Syntax).type === 'ArrayExpression' || loop.await === true
  if (loop.type !== 'ForStatement') return false
  const test = loop.test as Syntax | null
  const limit = test?.type === 'BinaryExpression' && /^<=?$/.test(test.operator as string) && (test.right as Syntax)
  return limit !== false && limit?.type === 'NumericLiteral' && (limit.value as number) <= window
}

function names(target: Syntax): string[] {
  const out: string[] = target.type === 'Identifier' ? [target.name as string] : []
  j(target as never)
    .find(j.Identifier)
    .forEach(p => void out.push(p.node.name))
  return out
}

function declares(loop: Syntax, name: string): boolean {
  const head = (loop.left ?? loop.init) as Syntax | null | undefined
  if (head && binds(head, name)) return true
  let found = false
  // what is made of the element inside the body is another recipient each time
  j(loop.body as never)
    .find(j.VariableDeclarator)
    .forEach(p => {
      if (binds(p.node.id as never, name)) found = true
    })
  return found
}

function binds(pattern: Syntax, name: string): boolean {
  if (pattern.type === 'Identifier') return pattern.name === name
  let found = false
  j(pattern as never)
    .find(j.Identifier, { name })
    .forEach(() => {
      found = true
    })
  return found
}
