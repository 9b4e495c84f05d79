/** The packed tarball, as a user gets it. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { ts } from 'ts-morph'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-audit-package-'))
  const packed = run('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], root)
  expect(packed.status, packed.stderr).toBe(0)
  const target = join(folder, 'node_modules/@otp-audit/runtime')
  mkdirSync(target, { recursive: true })
  const [tarball] = readdirSync(folder).filter(name => name.endsWith('.tgz'))
  expect(run('tar', ['-xzf', join(folder, tarball!), '--strip-components=1', '-C', target], folder).status).toBe(0)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(program: string, args: string[], cwd: string) {
  return spawnSync(program, args, { cwd, encoding: 'utf8' })
}

function program(name: string, code: string) {
  writeFileSync(join(folder, name), code)
  return run(process.execPath, [name], folder)
}

const worker = `
import { parentPort } from 'node:worker_threads'
import { servePeer } from '@otp-audit/runtime/worker'
servePeer(parentPort, n => n * 2)
`

const use = `
const worker = new Worker(join(here, 'worker.mjs'))
call(worker, 21).then(async answer => {
  console.log(answer, getStats().delivered)
  await worker.terminate()
})
`

describe('the packed package', () => {
  test('works from an ES module, with a real worker', () => {
    writeFileSync(join(folder, 'worker.mjs'), worker)
    const given = program(
      'main.mjs',
      `import { join } from 'node:path'
       import { Worker } from 'node:worker_threads'
       import { call, getStats } from '@otp-audit/runtime'
       const here = import.meta.dirname
       ${use}`,
    )
    expect([given.stdout, given.stderr, given.status]).toEqual(['42 1\n', '', 0])
  })

  test('works from CommonJS', () => {
    writeFileSync(join(folder, 'worker.mjs'), worker)
    const given = program(
      'main.cjs',
      `const { join } = require('node:path')
       const { Worker } = require('node:worker_threads')
       const { call, getStats } = require('@otp-audit/runtime')
       const here = __dirname
       ${use}`,
    )
    expect([given.stdout, given.status]).toEqual(['42 1\n', 0])
  })

  test('the types of each module are found by old and new ways to resolve modules', () => {
    const target = join(folder, 'node_modules/@otp-audit/runtime')
    const { exports } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
      exports: Record<string, { types?: string }>
    }
    const { Node10, NodeNext, Bundler } = ts.ModuleResolutionKind
    for (const [name, { types }] of Object.entries(exports)) {
      if (types === undefined) continue
      for (const moduleResolution of [Node10, NodeNext, Bundler]) {
        const from = join(folder, 'a.ts')
        const found = ts.resolveModuleName(join('@otp-audit/runtime', name), from, { moduleResolution }, ts.sys)
        expect(found.resolvedModule?.resolvedFileName, `${name}, ${moduleResolution}`).toBe(
          realpathSync(join(target, types)),
        )
      }
    }
  })

  test('its declarations bring what they use of the newest language', () => {
    const names = ['', '/core', '/worker', '/process', '/ws', '/testing']
    const imports = names.map((name, i) => `import * as m${i} from '@otp-audit/runtime${name}'`)
    writeFileSync(join(folder, 'old.mts'), `${imports.join('\n')}\n`)
    const options = ['--lib', 'es2015,dom', '--target', 'es2015', '--module', 'nodenext', '--skipLibCheck', 'false']
    const tsc = join(root, '../node_modules/typescript/bin/tsc')
    // without Node's own declarations, of which some versions have `Disposable` for old projects
    const { stdout, status } = run(process.execPath, [tsc, '--noEmit', ...options, '--types', '', 'old.mts'], folder)
    expect([stdout, status]).toEqual(['', 0])
  })

  test('the pages that its README and pages link to are in it', () => {
    const target = join(folder, 'node_modules/@otp-audit/runtime')
    const pages = ['README.md', ...readdirSync(join(target, 'docs')).map(name => join('docs', name))]
    for (const page of pages) {
      const text = readFileSync(join(target, page), 'utf8')
      for (const [, link] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (/^https?:|^\(/.test(link!)) continue
        if (link!.endsWith('.md')) expect(existsSync(join(target, page, '..', link!)), `${page}: ${link}`).toBe(true)
      }
    }
    expect(pages.length).toBeGreaterThan(8)
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('](../docs/runtime/transports.md)')
  })

  test('every entry point of package.json is there, with its declarations, and needs nothing to be installed', () => {
    const target = join(folder, 'node_modules/@otp-audit/runtime')
    const { exports, dependencies } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
      exports: Record<string, string | { types: string; default: string }>
      dependencies?: unknown
    }
    expect(dependencies).toBeUndefined()
    for (const [name, entry] of Object.entries(exports)) {
      if (typeof entry === 'string') continue
      expect(existsSync(join(target, entry.types)), name).toBe(true)
      const optional = ['./otel', './testing/vitest'].includes(name)
      const given = program('entry.mjs', `await import('@otp-audit/runtime${name.slice(1)}')`)
      if (!optional) expect([given.status, given.stderr], name).toEqual([0, ''])
    }
  })

  test('a bundle of its core has no more than it names: 15 kB with the adapter of Workers, minified and gzipped', async () => {
    const contents = "export { createSupervisedSendWith, workerAdapter } from '@otp-audit/runtime/core'"
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
    })
    expect(gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000).toBeLessThanOrEqual(15)
  })

  test('importing it does nothing that a bundler would have to keep', async () => {
    const target = join(folder, 'node_modules/@otp-audit/runtime')
    // Without the word of its package.json that files without effect may be left out as a whole.
    const bare = join(folder, 'bare')
    cpSync(join(target, 'dist'), bare, { recursive: true })
    const { outputFiles } = await build({
      stdin: { contents: "import './core.js'", resolveDir: bare },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
    })
    const { text } = outputFiles[0]!
    expect(text).not.toMatch(/function|class|=>/)
  })

  test('nothing keeps a process alive that has nothing to do', () => {
    const given = program(
      'idle.mjs',
      `import { defaultRuntime, sendSupervised, spawnActor } from '@otp-audit/runtime'
       defaultRuntime()
       await sendSupervised(spawnActor(() => {}), 1)
       console.log(JSON.stringify(process.getActiveResourcesInfo().filter(name => ['Timeout', 'Immediate', 'MessagePort'].includes(name))))`,
    )
    expect([given.stdout, given.status]).toEqual(['[]\n', 0])
  })
})
