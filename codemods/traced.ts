/**
 * What running showed of a rewrite: a test starts a program before and after it, with real workers and children, and
 * compares messages, order, replies and exits. Held to those tests by `test/codemods/traced.test.ts`.
 */
import type { Fix } from '../src/migrate/fix.js'

export type Trace = 'equal' | 'differs as intended' | 'not traced'

/** Codemod → dialect → what was seen, at `--safety review`. */
export const traced: Readonly<Record<string, Readonly<Record<string, Exclude<Trace, 'not traced'>>>>> = {
  'raw-send': {
    'node:child_process': 'equal',
    'node:cluster': 'equal',
    'node:worker_threads': 'equal',
    ws: 'equal',
    'xstate@5': 'equal',
  },
  'serve-peer': { 'node:worker_threads': 'equal', 'node:child_process': 'equal' },
  broadcast: { 'node:child_process': 'equal', 'node:cluster': 'equal', 'node:worker_threads': 'equal', ws: 'equal' },
  // the same where the answer comes; without one, an end after the timeout
  'untimed-call': {
    '@grpc/grpc-js': 'differs as intended',
    'node:events': 'differs as intended',
    pools: 'differs as intended',
    'socket.io-client': 'differs as intended',
    'xstate@5': 'differs as intended',
  },
  'hand-made-call': {
    'node:child_process': 'differs as intended',
    'node:worker_threads': 'differs as intended',
    'socket.io-client': 'differs as intended',
  },
  // through the runtime: the same code, signal and order of exits
  'lifecycle-monitor': { 'node:child_process': 'equal', 'node:cluster': 'equal', 'node:worker_threads': 'equal' },
  // the same while the owner lives; behind its end, nothing
  'release-watcher': {
    'abort-signal': 'differs as intended',
    'node:child_process': 'differs as intended',
    'node:cluster': 'differs as intended',
    'node:worker_threads': 'differs as intended',
    'xstate@5': 'differs as intended',
  },
}

type Rewrite = Pick<Fix, 'codemod' | 'dialect' | 'safety' | 'isEdited'>

export const traceOf = ({ codemod, dialect, safety, isEdited }: Rewrite): Trace =>
  safety === 'all' || isEdited ? 'not traced' : (traced[codemod]?.[dialect] ?? 'not traced')
