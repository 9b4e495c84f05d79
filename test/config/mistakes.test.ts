/** What is wrong with a configuration, and what was meant. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { check } from '../../src/config/check.js'
import { audit, project } from './command.js'

test.each<[unknown, ...string[]]>([
  [{}],
  [{ $schema: 'x', preset: undefined, baseline: 'b.json', cache: false, failOn: 'info', timeouts: { min: 5, max: 5 } }],
  [{ presett: 'strict' }, 'unknown key "presett"; did you mean "preset"?'],
  [
    { colour: true },
    'unknown key "colour"; known are $schema, preset, rules, overrides, testFiles, ignore, dialects, failOn, baseline, cache, timeouts',
  ],
  [{ preset: 'stage4' }, '"preset" must be one of recommended, stage3, strict, not "stage4"; did you mean "stage3"?'],
  [{ testFiles: 'test/**' }, '"testFiles" must be a list of strings, not "test/**"'],
  [{ ignore: ['a', 1] }, '"ignore[1]" must be a glob from the file’s folder on, such as "src/**", not 1'],
  [
    { ignore: ['', '!', '/src/**', './src', '!a'], testFiles: [' '], overrides: [{ files: ['!/a'] }] },
    '"ignore[0]" must be a glob from the file’s folder on, such as "src/**", not ""',
    '"ignore[1]" must be a glob from the file’s folder on, such as "src/**", not "!"',
    '"ignore[2]" must be a glob from the file’s folder on, such as "src/**", not "/src/**"',
    '"testFiles[0]" must be a glob from the file’s folder on, such as "src/**", not " "',
    '"overrides[0].files[0]" must be a glob from the file’s folder on, such as "src/**", not "!/a"',
  ],
  [{ failOn: null }, '"failOn" must be one of info, warning, error, not null'],
  [{ baseline: ' ' }, '"baseline" must be the path of a file, not " "'],
  [{ cache: 'yes' }, '"cache" must be true or false, not "yes"'],
  [{ rules: { 'raw-sned': 'off' } }, 'unknown key "rules.raw-sned"; did you mean "raw-send"?'],
  [
    { rules: { 'raw-send': 'warn' } },
    '"rules.raw-send" must be one of off, on, info, warning, error, not "warn"; did you mean "warning"?',
  ],
  [{ rules: { 'raw-send': 2 } }, '"rules.raw-send" must be one of off, on, info, warning, error or a list, not 2'],
  [{ rules: { 'raw-send': [] } }, '"rules.raw-send" must not be empty'],
  [
    { rules: { 'god-process': ['error', { line: 5 }, 1] } },
    'unknown key "rules.god-process[1].line"; did you mean "lines"?',
    '"rules.god-process[2]" is one too many: at most 2',
  ],
  [
    { rules: { 'god-process': ['error', { lines: 0 }] } },
    '"rules.god-process[1].lines" must be a whole number of at least 1, not 0',
  ],
  [
    { rules: { 'raw-send': ['on', { ignoreShapes: ['pings'] }] } },
    '"rules.raw-send[1].ignoreShapes[0]" must be one of agent, signal, broadcast, fallback, scheduled, delayed, reply-to-parent, reply-to-requester, relay, ping, dynamic-self, unawaited, not "pings"; did you mean "ping"?',
  ],
  [{ rules: { suppression: ['on', { x: 1 }] } }, 'unknown key "rules.suppression[1].x"; there is none'],
  [{ overrides: { files: [] } }, '"overrides" must be a list, not an object'],
  [
    { overrides: [{ fils: ['a'] }, { files: [], rules: { 'raw-send': true } }] },
    'unknown key "overrides[0].fils"; did you mean "files"?',
    '"overrides[1].files" must not be empty',
    '"overrides[1].rules.raw-send" must be one of off, on, info, warning, error or a list, not true',
  ],
  [{ overrides: [{ rules: {}, fils: undefined }] }, '"overrides[0]" lacks "files"'],
  [{ dialects: { raect: false } }, 'unknown key "dialects.raect"; did you mean "react"?'],
  [{ dialects: { react: 'off' } }, '"dialects.react" must be true or false or an object, not "off"'],
  [{ dialects: { x: {} } }, '"dialects.x" lacks "rows"'],
  [
    { dialects: { '@a/b': { rows: [{ role: 'sendd', from: 'node:x', sym: 'X#y', mesg: 0 }] } } },
    '`dialects["@a/b"].rows[0].role` must be one of spawn, send, broadcast, selfSend, ackSend, watch, unwatch, stop, call, timeoutWrapper, release, not "sendd"; did you mean "send"?',
    '`dialects["@a/b"].rows[0].from` must be a package or module, without "node:", not "node:x"',
    'unknown key `dialects["@a/b"].rows[0].mesg`; did you mean "msg"?',
  ],
  [
    { dialects: { x: { rows: [{ role: 'sned', from: 'x', sym: 'X#y', target: 'thsi' }] } } },
    '"dialects.x.rows[0].role" must be one of spawn, send, broadcast, selfSend, ackSend, watch, unwatch, stop, call, timeoutWrapper, release, not "sned"; did you mean "send"?',
    '"dialects.x.rows[0].target" must be a whole number of at least 0 or "this", not "thsi"; did you mean "this"?',
  ],
  [
    { dialects: { x: { rows: [{ role: 'send', from: 'x', sym: 'Bus.publish' }] } } },
    '"dialects.x.rows[0].sym" must be written as "Worker#postMessage" for a member, "fork" for a function or "new Worker", not "Bus.publish"',
  ],
  [
    { dialects: { x: { rows: [], exports: { x: { f: { callbacks: { first: ['T'] } } } } } } },
    'the key "dialects.x.exports.x.f.callbacks.first" must be the position of an argument, such as "0"',
  ],
  [{ dialects: { x: { name: 'y', rows: [] } } }, '"dialects.x.name" must be its key, "x", not "y"'],
  [{ timeouts: { defaults: 5 } }, 'unknown key "timeouts.defaults"; did you mean "default"?'],
  [{ timeouts: 5 }, '"timeouts" must be an object, not 5'],
  [
    { timeouts: { services: { db: 'never' } } },
    '"timeouts.services.db" must be a number of at least 0 or "infinity", not "never"',
  ],
  [{ timeouts: { patterns: { http: 5 } } }, 'the key "timeouts.patterns.http" must be written as "category:*"'],
  [{ timeouts: { environmentFactor: 0 } }, '"timeouts.environmentFactor" must be a number above 0, not 0'],
  [{ timeouts: { min: 9, max: 5 } }, '"timeouts.min" must be at most "timeouts.max" (5), not 9'],
  [{ testFiles: () => [] }, '"testFiles" must be a list of strings, not a function'],
  [{ ignore: new Set() }, '"ignore" must be a list of strings, not a Set'],
  [{ timeouts: { min: Number.NaN } }, '"timeouts.min" must be a number of at least 0, not NaN'],
])('%j', (config, ...mistakes) => {
  expect(check(config)).toEqual(mistakes)
})

test('every mistake is a line of its own, with its file, and nothing is scanned', () => {
  const root = project({ 'otp-audit.config.json': '{ "presett": 1, "rules": { "raw-send": "warn" } }', 'a.ts': '' })
  const { code, out, err } = audit(root, ['scan'])
  rmSync(root, { recursive: true })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.replaceAll(root, '/app')).toBe(
    `otp-audit: /app/otp-audit.config.json: unknown key "presett"; did you mean "preset"?
otp-audit: /app/otp-audit.config.json: "rules.raw-send" must be one of off, on, info, warning, error, not "warn"; did you mean "warning"?
`,
  )
})
