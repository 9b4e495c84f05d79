/** Scans that follow each other say what each would say alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import { Session } from '../../src/audit/session.js'
import type { Texts } from '../../src/files/read.js'
import type { ScanOptions, ScanResult } from '../../src/result.js'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

function folder(files: Record<string, string>): string {
  root = mkdtempSync(join(tmpdir(), 'session-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

const told = ({ sites, findings, coverage }: ScanResult) => ({ sites, findings, coverage })

/** `use.ts` calls members of what only another file knows to be of a library. */
const pool = "import Piscina from 'piscina'\nexport const pool = new Piscina({ filename: 'x.js' })\n"
const use = "import { pool } from './gone.js'\nexport const answer = pool.run(1)\n"

test('a later scan of a session knows the libraries that the first one found', async () => {
  const options: ScanOptions = { root: folder({ 'pool.ts': pool, 'use.ts': use }), types: 'off', config: false }
  const alone = told(await scan(options))
  expect(alone.sites.map(s => s.file)).toContain('use.ts')
  const session = new Session(root, 'off')
  for (const _ of [1, 2]) expect(told(await scan(options, undefined, undefined, session))).toEqual(alone)
})

test('and forgets a library with the text that named it', async () => {
  const options: ScanOptions = { root: folder({ 'pool.ts': pool, 'use.ts': use }), types: 'off', config: false }
  const texts: Texts = new Map([[join(root, 'pool.ts'), 'export const pool = undefined\n']])
  const session = new Session(root, 'off')
  await scan(options, undefined, undefined, session)
  expect(told(await scan(options, texts, undefined, session))).toEqual(told(await scan(options, texts)))
})

test('one file judged alone is judged as among all', async () => {
  const options: ScanOptions = { root: folder({ 'pool.ts': pool, 'use.ts': use }), types: 'off', config: false }
  const { sites } = await scan(options)
  const only = new Set([join(root, 'use.ts')])
  const alone = await scan(options, undefined, undefined, undefined, { only })
  expect(alone.sites).toEqual(sites.filter(s => s.file === 'use.ts'))
})
