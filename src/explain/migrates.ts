/** What a migration makes of a row's calls, as far as the row alone tells. */
import { isBuiltIn, notBuiltIn } from '../../dialects/index.js'
import { isChannel, withoutAdapter } from '../../rules/raw-send/fix.js'
import { type Row, takesBound } from '../sites/dialect.js'

export function migrates(row: Row, dialect: string): string {
  if (!isBuiltIn({ ...row, dialect })) return `stays: ${notBuiltIn}`
  if (row.local) return 'nothing: it stays in its own thread'
  switch (row.role) {
    case 'send':
      return ofSend(row, dialect)
    case 'broadcast':
      return isChannel(row) && withoutAdapter({ sym: row.sym, dialect }) === undefined
        ? '`raw-send`: becomes `postSupervised(channel, message)`'
        : 'stays: its recipients are not known where it is called'
    case 'selfSend':
      return 'stays: a send to oneself (`--comment-self-sends` says so over it)'
    case 'call':
    case 'ackSend':
      return ofCall(row)
    case 'watch':
      return row.generic
        ? 'stays: a plain emitter'
        : '`release-watcher`, where the end of its owner is seen; `--safety review`'
    case 'spawn':
      return 'stays: what to do when it ends is for its owner to say'
    case 'unwatch':
    case 'stop':
    case 'release':
    case 'timeoutWrapper':
      return 'nothing: it counts for what it releases, ends or bounds'
  }
}

function ofSend(row: Row, dialect: string): string {
  if (row.note?.startsWith('Declarative')) return 'stays: it makes an action object, and the machine sends'
  const missing = withoutAdapter({ sym: row.sym, dialect })
  if (missing !== undefined) return `stays: ${missing}`
  if (row.target === undefined) return 'stays: its recipient is not written where it is called'
  const once = row.transfer === undefined ? '' : '; with a transfer list sent once'
  return `\`raw-send\`: becomes \`postSupervised(peer, message)\`${once}`
}

function ofCall({ timeout, bounded, name, sym }: Row & { name?: string }): string {
  const own = bounded === true || typeof timeout?.default === 'number'
  const called = name ?? sym.split('#').at(-1)!
  if (called === 'sendSync') return 'stays: nothing can end a wait that blocks'
  if (own)
    return takesBound(timeout) ? 'stays; with the preset `stage3` it gets a bound of its own' : 'stays: it is bounded'
  if (!takesBound(timeout)) return '`untimed-call`: becomes `TimeoutConfig.call(key, () => …)`; `--safety review`'
  return '`untimed-call`: gets its own bound; `--safety review`'
}
