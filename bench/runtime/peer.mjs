// The other end of every case: a worker thread or a child process.
import { parentPort, workerData } from 'node:worker_threads'

const role = workerData?.role ?? process.argv[2]
let count = 0
export let sum = 0
const take = message => {
  sum += message.seq
}

if (role === 'raw') {
  const { messages } = workerData
  parentPort.on('message', message => {
    take(message)
    if (++count % messages === 0) parentPort.postMessage('done')
  })
} else if (role === 'raw-child') {
  const messages = Number(process.argv[3])
  process.on('message', message => {
    take(message)
    if (++count % messages === 0) process.send('done')
  })
} else if (role === 'comlink') {
  const { expose } = await import('comlink')
  const { default: nodeEndpoint } = await import('comlink/dist/esm/node-adapter.mjs')
  expose({ work: message => message.seq }, nodeEndpoint(parentPort))
} else {
  const { servePeer } = await import('@otp-audit/runtime/worker')
  const handler = role === 'async' ? async message => take(message) : role === 'call' ? message => message.seq : take
  servePeer(parentPort ?? process, handler)
}
export default message => message.seq
