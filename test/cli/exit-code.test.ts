import { expect, test } from 'vitest'
import { exitCode } from '../../src/cli/exit-code.js'
import type { Severity } from '../../src/result.js'
import { finding, result, site } from '../report/results.js'

const at = site('a.ts', 1, 'raw-send')
const withSeverity = (severity: Severity) => result([at], { findings: [finding(at, { severity })] })
const skipped = [{ file: 'b.ts', reason: 'Unexpected token' }]

test.each([
  ['error', 'error', 1],
  ['error', 'warning', 0],
  ['error', 'info', 0],
  ['warning', 'error', 1],
  ['warning', 'warning', 1],
  ['warning', 'info', 0],
  ['info', 'error', 1],
  ['info', 'warning', 1],
  ['info', 'info', 1],
] as const)('--fail-on %s with an %s: %d', (failOn, severity, code) => {
  expect(exitCode(withSeverity(severity), failOn)).toBe(code)
})

test('no findings: 0', () => expect(exitCode(result([]), 'info')).toBe(0))

test('a skipped file: 3, with findings as well', () => {
  expect(exitCode(result([], { skipped }), 'error')).toBe(3)
  expect(exitCode(result([at], { skipped }), 'info')).toBe(3)
})
