/**
 * What makes a rewritten send less than safe. The runtime writes within the call, as the raw call does: what the message
 * holds by then, the place among other sends, what comes on the next line, and what is thrown at a message that can't be
 * sent at all are as they were. It throws nothing else, and it counts what has not left yet: that is what is left to look at. That it hears the recipient's errors is stated of each
 * fix where nobody else does (see `difference`).
 */
import type { Safety } from '../../src/migrate/fix.js'
import type { SiteReport } from '../../src/result.js'
import { bundling } from '../reach.js'
import { nodeOf, type Path, type Syntax } from '../tree.js'
import { mayBurst } from './bursts.js'

export const safetyOf = (reason: string | undefined): Safety => (reason === undefined ? 'safe' : 'review')

/** Why the rewrite has to be looked at; none if it differs by what is stated of it alone. */
export function hazardOf(path: Path, target: Syntax, site: SiteReport): string | undefined {
  if (site.dialect === 'nact')
    return 'the default runtime has to be given the nact adapter: `setDefaultRuntime(createRuntime({ adapters: [nactAdapter(nact), ...defaultAdapters] }))`'
  const unseen = bundling(site)
  if (unseen !== undefined) return unseen
  if (isCaught(path))
    return "what the call throws is caught here; a supervised send throws what can't be sent at all, and reports a loss"
  return burst(path, target, site)
}

/** What it throws is caught: it is in the block of a `try` that catches, in the same function. */
export function isCaught(path: Path): boolean {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'TryStatement' && node.handler && node.block === nodeOf(at)) return true
    if (/Function|Method/.test(node.type)) return false
    at = p
  }
  return false
}

/** Where what was sent counts until the operating system has it. */
const counted = new Set(['node:child_process', 'node:cluster', 'ws'])

function burst(path: Path, target: Syntax, { dialect }: SiteReport): string | undefined {
  if (!counted.has(dialect) || !mayBurst(path, target)) return undefined
  return 'a loop sends to one recipient: beyond 10 000 messages that have not left yet the runtime refuses more'
}
