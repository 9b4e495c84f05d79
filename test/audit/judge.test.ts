import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { rules } from '../../rules/index.js'
import type { Rule } from '../../src/audit/rule.js'
import { scan } from '../../src/index.js'

const list = rules as Rule[]
const faulty: Rule = {
  name: 'raw-send',
  judge(_site, { file }) {
    if (file.path.endsWith('bad.ts')) throw new TypeError('a fault of ours')
    return undefined
  },
}
let root: string | undefined

afterEach(() => {
  if (list[0] === faulty) list.shift()
  if (root) rmSync(root, { recursive: true, force: true })
})

test('a rule that throws costs one file, which is listed with the fault, and not the scan', async () => {
  root = mkdtempSync(join(tmpdir(), 'judge-'))
  for (const name of ['bad.ts', 'good.ts'])
    writeFileSync(
      join(root, name),
      "import { Worker } from 'node:worker_threads'\nnew Worker('./x.js').postMessage(1)\n",
    )
  list.unshift(faulty)
  const { skipped, sites, findings } = await scan({ root, types: 'off', config: false })
  expect(skipped).toEqual([{ file: 'bad.ts', reason: 'internal error, please report it: a fault of ours' }])
  expect(new Set(sites.map(s => s.file))).toEqual(new Set(['good.ts']))
  expect(findings).toHaveLength(1)
})
