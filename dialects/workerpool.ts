import type { Dialect } from '../src/sites/dialect.js'
import { all, returning } from './helpers.js'

const from = 'workerpool'
const pool = 'workerpool#Pool'
const members = { pool: { returns: pool }, worker: { returns: 'void' } }

/** workerpool: the promise of a task has a `timeout` of its own, which also ends the worker. */
export const workerpool: Dialect = {
  name: from,
  testedWith: { workerpool: '10.0.3' },
  on: true,
  exports: { workerpool: { ...all(`${from}#Module`, '*', 'default'), ...members } },
  types: {
    [`${from}#Module`]: { members },
    [pool]: { members: { ...returning('Promise<any>', 'exec', 'proxy', 'terminate') } },
  },
  rows: [
    {
      role: 'call',
      from,
      sym: 'Pool#exec',
      target: 'this',
      msg: 1,
      topic: 0,
      timeout: { result: 'timeout', default: null },
      returns: 'Promise<any>',
      dead: 'rejects when its worker ends, hangs while it is busy',
      sev: 2,
    },
    { role: 'stop', from, sym: 'Pool#terminate', target: 'this' },
  ],
}
