// The scanning thread, but what it does is written in the text that it is asked about.
import { workerData } from 'node:worker_threads'

await import(new URL('../../dist/src/eslint/thread.js', import.meta.url))

const { port, posted } = workerData
const signal = new Int32Array(posted)
let asked = 0
port.removeAllListeners('message')
port.on('message', ({ text }) => {
  if (text === 'exit') process.exit(7)
  if (text === 'throw') throw new Error('thrown in a callback')
  if (text !== 'count') return
  port.postMessage({ kind: 'audited', reported: Array(++asked).fill({}) })
  Atomics.add(signal, 0, 1)
  Atomics.notify(signal, 0)
})
