/** What makes a rewritten send not safe: the runtime writes a moment after the call, and never throws. */
import type { Safety } from '../../src/migrate/fix.js'
import type { SiteReport } from '../../src/result.js'
import { j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { functionAround } from './place.js'

const endings = new Set(['close', 'disconnect', 'terminate', 'kill', 'stop', 'end', 'destroy'])

/**
 * An XState actor handles an event within `send`; through the runtime it does so later, and code that looks at the actor
 * right behind the send sees the old state. Seen to break a program whose sends were all of this kind: never short of `all`.
 */
export const safetyOf = (site: SiteReport, reason: string | undefined): Safety =>
  site.dialect.startsWith('xstate') ? 'all' : reason === undefined ? 'safe' : 'review'

/** Why the rewrite has to be looked at; none if nothing is seen that depends on the moment of the write. */
export function hazardOf(path: Path, target: Syntax, site: SiteReport, tree: Tree): string | undefined {
  if (site.dialect.startsWith('xstate'))
    return 'the actor handles it after the code that follows, no longer within the call'
  if (site.dialect === 'nact') return 'the default runtime has to be given its nact adapter'
  if (site.dialect === 'web-messaging') return 'that it is a recipient which the runtime has an adapter for is not seen'
  if (inTry(path)) return 'what the call throws is caught here; a supervised send reports instead of throwing'
  if (inExitHandler(path, tree)) return 'nothing that is written later leaves a process that is exiting'
  return endsLater(path, target, tree)
}

function inTry(path: Path): boolean {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'TryStatement' && node.handler && node.block === nodeOf(at)) return true
    if (/Function|Method/.test(node.type)) return false
    at = p
  }
  return false
}

/** In what is called on `exit` of the own process. */
function inExitHandler(path: Path, tree: Tree): boolean {
  for (let p = functionAround(path); p; p = functionAround(p)) {
    const call = nodeOf(p.parent as Path)
    if (call.type !== 'CallExpression') continue
    const [event] = call.arguments as Syntax[]
    const callee = call.callee as Syntax
    const on = callee.object as Syntax | undefined
    if (event?.value === 'exit' && on && sourceOf(tree, on) === 'process') return true
  }
  return false
}

/** The same function ends the peer, or the process, behind the send: what has not been written by then is lost. */
function endsLater(path: Path, target: Syntax, tree: Tree): string | undefined {
  const around = functionAround(path)
  const scope = around ? j(around) : tree.root
  const own = keyText(tree, target)
  const after = nodeOf(path).end
  let found: string | undefined
  scope.find(j.CallExpression).forEach(p => {
    const call = nodeOf(p)
    const callee = unwrapped(call.callee as Syntax)
    const object = callee.object as Syntax | undefined
    const name = (callee.property as Syntax | undefined)?.name as string | undefined
    if (call.start < after || !object || name === undefined) return
    if (name === 'exit' && sourceOf(tree, object) === 'process') found ??= 'the process exits soon after'
    if (endings.has(name) && keyText(tree, object) === own) found ??= `\`${name}\` soon after may come before the write`
  })
  return found
}

/** An expression's text without white space, `!`, `?` and parentheses: enough to tell one peer from another in one file. */
export const keyText = (tree: Tree, node: Syntax): string => peerKey(sourceOf(tree, unwrapped(node)))

export const peerKey = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .slice(0, 79)
    .replace(/[\s!?()]/g, '')
