/** What a report says to do, in the library's own words, and what the codemod would do. */
import type { Verdict } from '../../src/audit/rule.js'
import { takesBound } from '../../src/sites/dialect.js'
import type { Site } from '../../src/sites/find.js'
import { isStart } from '../../src/sites/peers.js'
import type { Bound } from './bound.js'

export function adviceFor({ row, name: at }: Site, bound: Bound): string {
  const name = at.type === 'Identifier' ? at.name : row.name
  if (bound.kind === 'infinite') return 'give it a finite bound, or say in a comment what ends it'
  const paths = [row.timeout?.path ?? []].flat()
  const options = paths.flatMap(p => p.split('.')[1] ?? [])
  if (options.length > 0 && row.role === 'call') {
    const written = options.map(o => `\`{ ${o}: ${o === 'signal' ? 'AbortSignal.timeout(ms)' : 'ms'} }\``)
    return `give \`${name}\` ${written.length > 1 ? 'its' : 'a'} ${written.join(' or ')}`
  }
  if (row.timeout?.chain !== undefined)
    return `put \`.${row.timeout.chain}(ms)\` before \`${name}\`${row.timeout.config ? `, or set \`${row.timeout.config}\` where the socket is made` : ''}`
  if (row.timeout?.result !== undefined) return `put \`.${row.timeout.result}(ms)\` behind \`${name}()\``
  if (row.timeout?.operator !== undefined)
    return `put rxjs’s \`${row.timeout.operator}(ms)\` into the pipe of what it gives`
  if (row.timeout?.anyArg !== undefined)
    return `give \`${name}\` a \`{ ${row.timeout.anyArg}: ${row.timeout.absolute ? 'Date.now() + ms' : 'ms'} }\``
  if (row.timeout?.arg !== undefined) return `give \`${name}\` its timeout argument`
  if (row.name === 'sendSync') return 'use `invoke` and bound it: nothing can end a blocking wait'
  if (row.role === 'call') return `wrap \`${name}\` with \`TimeoutConfig.call\`: it has no bound of its own`
  return 'make it one call with `TimeoutConfig.call`: reply, end of the peer or timer, whichever comes first'
}

export function fixFor(site: Site, bound: Bound, shape: string | undefined): NonNullable<Verdict['fix']> {
  const { row, node } = site
  if (bound.kind === 'infinite') return { verdict: 'review', reason: 'somebody wrote Infinity on purpose' }
  // a beginning is expected soon
  if (shape === 'lifecycle' && !isStart(site))
    return { verdict: 'keep', reason: 'an end comes when it comes; ask first whether it has come already' }
  if (row.role === 'watch' || shape === 'hand-made' || shape === 'ping')
    return { verdict: 'review', reason: 'how the answer finds its request has to be known' }
  if (!takesBound(row.timeout))
    return { verdict: 'review', reason: 'the library has no bound of its own: a wrapper has to give up the wait' }
  const given = node.type !== 'AssignmentExpression' && row.options !== undefined && node.arguments[row.options]
  return given ? { verdict: 'review', reason: 'it already has options' } : { verdict: 'auto' }
}
