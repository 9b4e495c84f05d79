/**
 * Samples of the runtime's pages: each `ts` block type-checks and runs in a process of its own, and prints what the
 * `text` block below it says. A block that begins with `// file: name.ts` is a companion (a worker, a child) of the
 * others, which find it as `./name.js`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = join(root, 'docs/runtime')

interface Sample {
  readonly page: string
  readonly line: number
  readonly code: string
  readonly output: string | undefined
  /** Without an ending: the companion's own, or one that nobody refers to. */
  readonly file: string
  readonly companion: boolean
}

function samplesOf(page: string): Sample[] {
  const text = readFileSync(join(pages, page), 'utf8')
  const found = text.matchAll(/^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms)
  return [...found].map(([, code, output]) => {
    const line = text.slice(0, text.indexOf(code!)).split('\n').length
    const name = /^\/\/ file: (.+)\.ts\n/.exec(code!)?.[1]
    return {
      page,
      line,
      code: code!,
      output,
      file: name ?? `${page.replace(/\.md$/, '')}-${line}`,
      companion: name !== undefined,
    }
  })
}

const samples = readdirSync(pages)
  .filter(name => name.endsWith('.md'))
  .flatMap(samplesOf)

const { exports } = JSON.parse(readFileSync(join(root, 'runtime/package.json'), 'utf8')) as {
  exports: Record<string, { default: string } | string>
}
/** `@otp-audit/runtime/testing` and its source. */
const sources = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [[`@otp-audit/runtime${path.slice(1)}`, join(root, 'runtime/src', target.default.slice(7).replace(/js$/, 'ts'))]],
) as [string, string][]

let folder: string
/** Inside the project, where the samples find @types/node and the packages that they import. */
beforeAll(async () => {
  mkdirSync(join(root, 'runtime/.samples'), { recursive: true })
  folder = mkdtempSync(join(root, 'runtime/.samples/'))
  for (const { file, code } of samples) writeFileSync(join(folder, `${file}.ts`), `${code}\nexport {}\n`)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  await Promise.all(samples.filter(sample => sample.companion).map(bundle))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('every page has samples', () => {
  expect(readdirSync(pages).filter(name => samples.every(sample => sample.page !== name))).toEqual([])
})

it('samples type-check', () => {
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      declaration: false,
      isolatedDeclarations: false,
      noUnusedLocals: false,
      paths: Object.fromEntries(sources.map(([name, file]) => [name, [file]])),
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: ['*.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', join(folder, 'tsconfig.json')], {
    encoding: 'utf8',
  })
  expect([stdout, status]).toEqual(['', 0])
})

async function bundle({ file }: Sample): Promise<string> {
  const outfile = join(folder, `${file}.js`)
  await build({
    entryPoints: [join(folder, `${file}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: Object.fromEntries(sources),
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'silent',
  })
  return outfile
}

it('companions have names of their own', () => {
  expect(new Set(samples.map(sample => sample.file)).size).toBe(samples.length)
})

describe.each(samples.filter(sample => !sample.companion))('$page, line $line', sample => {
  it('runs and prints what the page says', async () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [await bundle(sample)], {
      encoding: 'utf8',
      timeout: 20_000,
      env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'documentation' },
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    if (sample.output !== undefined) expect(stdout).toBe(sample.output)
  })
})
