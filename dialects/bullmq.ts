import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, documented, emitter, read, reported, returning } from './helpers.js'

const from = 'bullmq'
const job = 'bullmq#Job'
const stop = (type: string): Row => ({
  role: 'stop',
  from,
  sym: `${type}#close`,
  target: 'this',
  returns: 'Promise<void>',
})

const added = (member: string): Row => ({
  role: 'ackSend',
  from,
  sym: `Queue#${member}`,
  target: 'this',
  msg: member === 'add' ? 1 : 0,
  ack: 'broker',
  returns: 'Promise<any>',
  dead: 'rejects, or waits while Redis is away',
  atRuntime: documented('Its promise settles when Redis has the job; dropped, nobody hears that it has not.'),
  sev: 2,
  decl: 'bullmq/dist/esm/classes/queue.d.ts',
})
/** Emitters of their own, each with a connection, until they are closed. */
const emitters = { Queue: 'queue', QueueEvents: 'queue-events', Worker: 'worker' }

export const bullmq: Dialect = {
  name: from,
  about:
    'bullmq: adding a job is confirmed by Redis; waiting for it to be finished is not bounded; queues and workers are emitters.',
  testedWith: { bullmq: '6.7.0' },
  on: true,
  exports: {
    bullmq: {
      Queue: cls('bullmq#Queue'),
      Job: cls(job, true),
      QueueEvents: cls('bullmq#QueueEvents'),
      Worker: cls('bullmq#Worker'),
    },
  },
  types: {
    [job]: { members: returning('Promise<any>', 'waitUntilFinished') },
    [`${job} static`]: { members: returning(`Promise<${job}>`, 'create', 'fromId') },
    'bullmq#Queue': {
      extends: ['events#EventEmitter'],
      members: {
        ...chained(),
        ...returning(`Promise<${job}>`, 'add', 'getJob'),
        ...returning(`Promise<${job}[]>`, 'addBulk'),
      },
    },
    'bullmq#QueueEvents': { extends: ['events#EventEmitter'], members: chained() },
    'bullmq#Worker': { extends: ['events#EventEmitter'], members: chained() },
  },
  rows: [
    {
      role: 'call',
      from,
      sym: 'Job#waitUntilFinished',
      target: 'this',
      timeout: { arg: 1, default: null, zeroMeansNone: true },
      returns: 'Promise<any>',
      dead: 'hangs while no worker takes the job',
      atRuntime: [
        ...read('Without a ttl nothing ends it; each call adds three listeners to emitters that are shared.'),
        ...reported('taskforcesh/bullmq#2341: it never returns without a ttl.'),
      ],
      sev: 3,
      decl: 'bullmq/dist/esm/classes/job.d.ts',
    },
    ...['add', 'addBulk'].map(added),
    ...Object.entries(emitters).flatMap(([type, file]) =>
      emitter(from, type, { terminal: ['closed'], released: ['close'], decl: `bullmq/dist/esm/classes/${file}.d.ts` }),
    ),
    ...Object.keys(emitters).map(stop),
  ],
}
