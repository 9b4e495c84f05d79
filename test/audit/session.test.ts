/** Scans that follow each other say what each would say alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import { Session } from '../../src/audit/session.js'
import type { Discovered } from '../../src/files/discover.js'
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

/** Whether the listener is released depends on who calls `watch`, in another file. */
const home =
  "import type { Worker } from 'node:worker_threads'\nexport function watch(w: Worker) { w.on('exit', () => {}) }\n"
const caller = "import { Worker } from 'node:worker_threads'\nimport { watch } from './home.js'\n"
const once = `${caller}const w = new Worker('x')\nwatch(w)\n`
const often = `${caller}const w = new Worker('x')\nexport const f = () => watch(w)\n`

describe('who calls what', () => {
  const options = (files: Record<string, string>): ScanOptions => ({ root: folder(files), types: 'off', config: false })

  test('is known of texts that stand in for files after a scan of others', async () => {
    const of = options({ 'home.ts': home, 'once.ts': once, 'other.ts': "import './home.js'\n" })
    const session = new Session(root, 'off')
    const first = await scan(of, undefined, undefined, session)
    for (const [file, text] of [
      ['once.ts', often],
      ['once.ts', caller],
      ['other.ts', often],
      ['home.ts', home.replaceAll('watch(', 'guard(')],
      ['home.ts', "export { watch } from './other.js'\n"],
    ] as const) {
      const texts: Texts = new Map([[join(root, file), text]])
      expect(told(await scan(of, texts, undefined, session))).toEqual(told(await scan(of, texts)))
    }
    expect(told(await scan(of, undefined, undefined, session))).toEqual(told(first))
  })

  test('is known of a file that no earlier scan saw', async () => {
    const of = options({ 'home.ts': home, 'once.ts': "import { watch } from './later.js'\nwatch(undefined)\n" })
    const session = new Session(root, 'off')
    await scan(of, undefined, undefined, session)
    const texts: Texts = new Map([[join(root, 'later.ts'), home]])
    const files = ['home.ts', 'later.ts', 'once.ts'].map(name => join(root, name))
    const listed: Discovered = { files, skipped: [] }
    expect(told(await scan(of, texts, listed, session))).toEqual(told(await scan(of, texts, listed)))
  })
})
