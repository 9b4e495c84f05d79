/** A wait in an endless loop for whatever comes next: nobody has asked, and an idle peer is no fault. */
import { j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import type { CallSite } from './call-site.js'

export const whateverComes = 'it waits for whatever comes next, as long as that takes: nothing here asks for it'

const sends = /^(postMessage|send|emit|write|dispatch|\w+Supervised)$/

/** `while (true) { const [m] = await once(port, 'message') … }` without a send to that port; or of one's own parent. */
export function waitsForNext({ path, call, name }: CallSite, tree: Tree): boolean {
  const [target] = call.arguments as Syntax[]
  const loop = name === 'once' && target ? endlessLoopAround(path) : undefined
  if (!loop || !target) return false
  const text = sourceOf(tree, unwrapped(target))
  if (/^(parentPort|process)$/.test(text)) return true
  return !j(loop.body as never)
    .find(j.CallExpression)
    .some(p => {
      const { callee, arguments: args } = nodeOf(p) as Syntax & { callee: Syntax; arguments: Syntax[] }
      const bare = unwrapped(callee)
      const member = (bare.property as Syntax | undefined)?.name
      const to = member === undefined ? args[0] : (bare.object as Syntax)
      return sends.test(String(member ?? bare.name)) && to !== undefined && sourceOf(tree, unwrapped(to)) === text
    })
}

/** One that no list and no count ends, in the same function. */
function endlessLoopAround(path: Path): Syntax | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (/Function|Method/.test(node.type)) return undefined
    if (/^(Do)?WhileStatement$/.test(node.type) || (node.type === 'ForStatement' && !node.test)) return node
  }
  return undefined
}
