/** Names that new code gives inside a call made by hand: free if nothing in there is called so. */
import { j, type Printable, type Syntax } from '../tree.js'
import type { MadePromise } from './made-promise.js'

const used = new WeakMap<Syntax, Set<string>>()

export function localName(name: string, { node }: MadePromise): string {
  const known = used.get(node) ?? namesIn(node)
  used.set(node, known)
  let free = name
  for (let i = 2; known.has(free); i++) free = name + i
  return free
}

/** What a call is named where it is told what to release. */
export const callName = (promise: MadePromise): string => localName('call', promise)

function namesIn(node: Syntax): Set<string> {
  const found = new Set<string>()
  j(node as unknown as Printable)
    .find(j.Identifier)
    .forEach(p => {
      found.add(p.node.name)
    })
  return found
}
