import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, test } from 'vitest'
import type { ScanResult } from '../../src/result.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const foundation = join(root, 'fixtures/foundation')
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function otpAudit(cwd: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const bin = join(root, 'bin/otp-audit.js')
  return new Promise(resolve => {
    const child = execFile(process.execPath, [bin, ...argv], { cwd, maxBuffer: 1e8 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

describe('the reference program', () => {
  test('its JSON fits the published schema and is the same when scanned again', async () => {
    const schema = JSON.parse(readFileSync(join(root, 'schema/report.schema.json'), 'utf8'))
    const first = await otpAudit(foundation, 'scan', '--format', 'json', '--preset', 'strict')
    const again = await otpAudit(foundation, 'scan', '--format', 'json', '--preset', 'strict')
    expect([first.code, first.err]).toEqual([1, ''])
    const validate = new Ajv2020().compile(schema)
    validate(JSON.parse(first.out))
    expect(validate.errors).toBeNull()
    expect(again.out).toBe(first.out)
  })

  test('the three formats tell of the same findings, and the sends add up', async () => {
    const [stage3, text, json] = await Promise.all(
      ['stage3', 'text', 'json'].map(async format => (await otpAudit(foundation, 'scan', '--format', format)).out),
    )
    const { findings } = JSON.parse(json!) as ScanResult
    expect(findings.length).toBeGreaterThan(0)
    for (const { file, line, column } of findings) {
      expect(stage3).toContain(`- \`${file}:${line}:${column}\``)
      expect(text).toContain(`${file}:${line}:${column} `)
    }
    const [, total, ...terms] = /^(\d+) = (\d+) critical \+ (\d+) lower.* \+ (\d+) self/m.exec(stage3!)!.map(Number)
    expect(terms.reduce((sum, n) => sum + n)).toBe(total)
    const rows = [...stage3!.matchAll(/^- `[^`]+` - (\d+) /gm)].map(match => Number(match[1]))
    expect(rows.reduce((sum, n) => sum + n)).toBe(total)
  })
})

test('a file that does not parse is exit code 3, with the file named', async () => {
  writeFileSync(join(dir, 'a.ts'), "import { Worker } from 'node:worker_threads'\nnew Worker('x').postMessage(1\n")
  const { code, out, err } = await otpAudit(dir, 'scan', '--format', 'text')
  expect(code).toBe(3)
  expect(out).toMatch(/^a\.ts skipped /)
  expect(err).toBe('otp-audit: 1 file skipped (a.ts); the report says why\n')
})

test.each([[['no-such-path']], [['--config', 'no-such.json']]])('%j: one line, exit code 2', async argv => {
  const { code, out, err } = await otpAudit(dir, 'scan', ...argv)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^otp-audit: .*no-such.*; name .*\n$/)
})
