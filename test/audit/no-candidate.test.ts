/** Most files hold no site: what is needed for those that do is loaded for them. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const tool = fileURLToPath(new URL('../../dist/src/audit/scan.js', import.meta.url))

/** Modules of packages that a scan has loaded; the parser is native code, which both kinds of module loader list. */
function loadedBy(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'no-candidate-'))
  execFileSync('git', ['init', '-q', folder])
  writeFileSync(join(folder, 'a.ts'), text)
  const program = `
    import module from 'node:module'
    const { scan } = await import(${JSON.stringify(tool)})
    await scan({ root: ${JSON.stringify(folder)}, config: false, types: 'off' })
    console.log(JSON.stringify(Object.keys(module._cache)))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  return (JSON.parse(printed) as string[]).filter(path => /oxc-parser|fast-glob/.test(path))
}

test('a scan that finds no candidate loads neither the parser nor the globs of workspaces', () => {
  expect(loadedBy('export const answer = 42\n')).toEqual([])
})

test('one that finds a candidate does', () => {
  const loaded = loadedBy("import { Worker } from 'node:worker_threads'\nnew Worker('./w.js').postMessage(1)\n")
  expect(loaded.some(path => path.includes('oxc-parser'))).toBe(true)
})
