import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { Finding, ScanOptions, ScanResult } from '../../src/result.js'
import { runWith } from '../cli/memory.js'
import { add, git, repository, tree } from '../files/tree.js'

const sender = (more = ''): string => `import { Worker } from 'node:worker_threads'
const worker = new Worker('./w.js')
worker.postMessage('go')${more}
`

/** Committed on main, and a branch that begins there. */
function branched(files: Record<string, string>): string {
  const root = repository(files)
  git(root, 'branch', '--move', 'main')
  git(root, 'checkout', '--quiet', '-b', 'feature')
  return root
}

const changed = (root: string, more: ScanOptions = {}): Promise<ScanResult> => scan({ root, changed: 'main', ...more })

/** All but the identity, whose ordinal counts those of files that are not reported on. */
const said = (findings: readonly Finding[]) => findings.map(({ id: _, ...rest }) => rest)

describe('a scan of what has changed', () => {
  test('reports on files that differ, old findings in them included, and on no others', async () => {
    const root = branched({
      'old.ts': sender(),
      'changed.ts': sender(),
      'renamed.ts': sender('\n// to keep'),
      'deleted.ts': sender(),
      'broken.ts': `${sender()}((`,
    })
    add(root, { 'changed.ts': sender('\nworker.postMessage(1)'), 'new.ts': sender() })
    git(root, 'mv', 'renamed.ts', 'moved.ts')
    rmSync(join(root, 'deleted.ts'))
    const result = await changed(root)
    expect(result.findings.map(f => f.file)).toEqual(['changed.ts', 'changed.ts', 'moved.ts', 'new.ts'])
    expect(result.skipped).toEqual([])
    expect(result.summary).toMatchObject({
      filesFound: 3,
      filesParsed: 3,
      findings: 4,
      changed: { ref: 'main', mergeBase: git(root, 'rev-parse', 'main') },
    })
  })

  test('a file that differs and does not parse is skipped, and one line', async () => {
    const root = branched({ 'a.ts': sender() })
    add(root, { 'a.ts': `${sender()}((` })
    expect((await changed(root)).skipped.map(s => s.file)).toEqual(['a.ts'])
  })

  test('keeps to the paths that are asked for', async () => {
    const root = branched({ 'a.ts': sender(), 'src/b.ts': sender(), 'src/b.test.ts': sender() })
    for (const name of ['a.ts', 'src/b.ts', 'src/b.test.ts']) add(root, { [name]: sender('\n// more') })
    const files = async (...paths: string[]) => (await changed(root, { paths })).findings.map(f => f.file)
    expect(await files('src')).toEqual(['src/b.test.ts', 'src/b.ts'])
    expect(await files('src', '!**/*.test.ts')).toEqual(['src/b.ts'])
    expect(await changed(join(root, 'src'))).toMatchObject({ summary: { filesFound: 2 } })
  })

  test('says of them what a scan of all says, by what the others declare, call and extend', async () => {
    const root = branched({
      'base.ts': `import { Worker } from 'node:worker_threads'
export class Base { protected worker = new Worker('./w.js') }
export const make = (): Worker => new Worker('./w.js')
`,
      'global.ts': `import type { Worker } from 'node:worker_threads'
declare global {
  var jobs: Worker
}
jobs.postMessage(0)
`,
      'caller.ts': `import { listen } from './listen.js'
for (const name of ['a', 'b']) listen(name)
`,
      'listen.ts': 'export {}\n',
      'uses.ts': 'export {}\n',
    })
    add(root, {
      'listen.ts': `import { Worker } from 'node:worker_threads'
const worker = new Worker('./w.js')
export function listen(name: string): void { worker.on('exit', () => console.log(name)) }
`,
      'uses.ts': `import { Base, make } from './base.js'
class Own extends Base { tell(): void { this.worker.postMessage(1) } }
make().postMessage(new Own())
jobs.postMessage(2)
`,
    })
    const [some, all] = [await changed(root), await scan({ root })]
    const isChanged = ({ file }: { file: string }): boolean => file === 'listen.ts' || file === 'uses.ts'
    expect(some.sites.length).toBe(5)
    expect(some.sites).toEqual(all.sites.filter(isChanged))
    expect(said(some.findings)).toEqual(said(all.findings.filter(isChanged)))
    expect(some.sites.find(s => s.callee === 'jobs.postMessage')).toMatchObject({ resolvedBy: 'types' })
  })

  test('edits of a migration are those of what has changed', async () => {
    const root = branched({
      'a.ts': sender(),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
    })
    add(root, { 'b.ts': sender('\nexport {}') })
    const { scanWithFixes } = await import('../../src/migrate/scan-with-fixes.js')
    const { findings } = await scanWithFixes({ root, changed: 'main' })
    expect(findings.map(f => [f.file, f.fix.change !== undefined])).toEqual([['b.ts', true]])
  })

  test('a repository inside, and a value that is none', async () => {
    const root = branched({ 'a.ts': sender() })
    git(root, 'clone', '--quiet', pathToFileURL(root).href, 'copy')
    const result = await changed(root)
    expect([result.findings, result.summary.notices]).toEqual([
      [],
      ['copy is a repository of its own, so that --changed leaves its file out; run it there'],
    ])
    await expect(scan({ root, changed: 1 as unknown as string })).rejects.toThrow(/^changed must name a branch/)
  })
})

describe('on the command line', () => {
  const cli = (cwd: string, ...argv: string[]) => runWith(['scan', ...argv], scan, { cwd })

  test('fails on what has changed only, and says so', async () => {
    const root = branched({ 'old.ts': sender(), 'new.ts': '' })
    const base = git(root, 'rev-parse', 'main')
    expect(await cli(root, '--changed', 'main', '--format', 'text')).toMatchObject({
      code: 0,
      err: `otp-audit: no file to scan in . differs from ${base.slice(0, 12)}, where HEAD left main\n`,
    })
    add(root, { 'new.ts': sender() })
    const { code, out } = await cli(root, '--changed=main')
    expect(code).toBe(1)
    expect(out).toContain(`\nScanned: \`.\`, only files that differ from \`${base}\`, where HEAD left \`main\`  \n`)
    expect(out).not.toContain('old.ts')
  })

  test('knows what the baseline knows, and says nothing of files that have not changed', async () => {
    const root = branched({
      'old.ts': sender(),
      'moved.ts': sender().replace('go', 'moved'),
      'grown.ts': sender(),
      'gone.ts': sender().replace('go', 'gone'),
    })
    await runWith(['baseline'], scan, { cwd: root })
    git(root, 'mv', 'moved.ts', 'here.ts')
    git(root, 'rm', '--quiet', 'gone.ts')
    add(root, { 'grown.ts': sender("\nworker.postMessage('go')") })
    const { code, out } = await cli(root, '--changed', 'main', '--format', 'json')
    const { findings, absent, summary } = JSON.parse(out) as ScanResult
    expect(findings.map(f => [f.file, f.line, f.baselineState])).toEqual([
      ['grown.ts', 3, 'unchanged'],
      ['grown.ts', 4, 'new'],
      ['here.ts', 3, 'unchanged'],
    ])
    expect([code, absent!.map(a => a.file), summary.baseline]).toMatchObject([1, ['gone.ts'], { new: 1, notJudged: 1 }])
  })

  test.each([
    [['--changed', '--staged'], /^otp-audit: --staged reads the index, --changed compares/],
    [['--changed'], /^otp-audit: --changed does not know the default branch of the remote here; name/],
    [['--changed', 'nope'], /^otp-audit: --changed nope: git knows no such commit here; /],
    [['src', '--changed', ''], /^otp-audit: --changed is given an empty name; /],
  ])('%j is exit code 2 and one line', async (argv, line) => {
    const { code, out, err } = await cli(branched({ 'src/a.ts': '' }), ...argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(line)
    expect(err.trimEnd()).not.toContain('\n')
  })

  test('outside of git too', async () => {
    const { code, err } = await cli(tree(['a.ts']), '--changed', 'main')
    expect([code, err]).toEqual([2, expect.stringMatching(/is in no git checkout\n$/)])
  })
})
