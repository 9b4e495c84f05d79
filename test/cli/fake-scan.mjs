// The command line with a scan that is told what to do by the environment: FAKE is one of the names below.
import { writeSync } from 'node:fs'
import { main } from '../../dist/src/cli/main.js'

const { FAKE = 'findings', FAKE_COUNT = '3' } = process.env

function result(count, more = {}) {
  const at = index => ({ file: `src/m${index}.ts`, line: index + 1, column: 3 })
  const indices = Array.from({ length: count }, (_, index) => index)
  return {
    schemaVersion: 1,
    tool: { name: 'otp-audit', version: '0.1.0' },
    summary: {
      preset: 'recommended',
      roots: ['.'],
      filesFound: count,
      filesParsed: count,
      sites: count,
      findings: count,
      filesWithFindings: count,
      severity: { error: 0, warning: count, info: 0 },
      kinds: { 'raw-send': count },
      rules: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'suppression'],
      testFiles: [],
      thresholds: { godProcess: {} },
      types: { backend: 'off', asked: 0, answered: 0 },
      durationMs: 5,
      notices: [],
      ...more.summary,
    },
    sites: indices.map(index => ({
      id: `s${index}`,
      ...at(index),
      endLine: index + 1,
      endColumn: 9,
      dialect: 'ws',
      role: 'send',
      kind: 'raw-send',
      callee: 'socket.send',
      resolvedBy: 'import',
      reason: 'nothing confirms it',
      inTest: false,
    })),
    findings: indices.map(index => ({
      id: `f${index}`,
      siteId: `s${index}`,
      rule: 'raw-send',
      ...at(index),
      severity: 'warning',
      class: 'critical',
      shape: 'signal',
      message: 'nothing confirms it',
      advice: 'send it otherwise',
      fix: { verdict: 'auto' },
    })),
    suppressed: [],
    skipped: more.skipped ?? [],
    coverage: [],
  }
}

const scans = {
  clean: async () => result(0),
  empty: async () => result(0, { summary: { filesFound: 0, roots: ['docs'] } }),
  findings: async () => result(Number(FAKE_COUNT)),
  skipped: async () => result(1, { skipped: [{ file: 'broken.ts', reason: 'Unexpected token' }] }),
  notices: async () => result(0, { summary: { filesFound: 1, notices: ['types are off', 'types are off'] } }),
  echo: async ({ signal: _, onProgress: __, ...options }) =>
    result(0, { summary: { filesFound: 1, notices: [JSON.stringify(options)] } }),
  bug: async () => {
    throw new TypeError('site is undefined')
  },
  stray: () =>
    new Promise(() =>
      setImmediate(() => {
        throw new RangeError('from a callback')
      }),
    ),
  // Never ends and never looks at the signal. Says when the interruption may come.
  forever: () =>
    new Promise(() => {
      writeSync(2, 'scanning\n')
      setInterval(() => {}, 1000)
    }),
}

await main(async () => scans[FAKE])
