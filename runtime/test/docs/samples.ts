/** The programs on the pages of docs/runtime, cut out so that they can be type-checked and run. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Sample {
  /** `page.md line n`. */
  readonly name: string
  /** A module of its own, or a companion of the samples after it: `// file: worker.ts`. */
  readonly file: string
  readonly companion: boolean
  readonly text: string
  /** What it prints: the `text` block below it, if there is one. */
  readonly output: string | undefined
}

const docs = fileURLToPath(new URL('../../../docs/runtime/', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))
const fence = /^```ts\n([\s\S]*?)^```$(?:\n\n^```text\n([\s\S]*?)^```$)?/gm

export async function samplesOf(page: string): Promise<Sample[]> {
  const text = await readFile(join(docs, page), 'utf8')
  return [...text.matchAll(fence)].map(match => {
    const body = match[1]!
    const line = text.slice(0, match.index).split('\n').length
    const named = /^\/\/ file: (\S+)\n/.exec(body)?.[1]
    const stem = basename(page, '.md')
    return {
      name: `${page} line ${line}`,
      file: named ?? `${stem}-${line}.ts`,
      companion: named !== undefined,
      text: body,
      output: match[2],
    }
  })
}

export async function pages(): Promise<string[]> {
  return (await readdir(docs)).filter(name => name.endsWith('.md')).sort()
}

/** A folder in which the samples' imports resolve: third parties from node_modules, the runtime from its sources. */
export async function sampleFolder(samples: readonly Sample[]): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', `runtime-samples-${process.pid}`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const { file, text } of samples) await writeFile(join(folder, file), text)
  const paths = Object.fromEntries(
    Object.entries(await entryPoints()).map(([specifier, source]) => [specifier, [source]]),
  )
  const compilerOptions = {
    noEmit: true,
    paths,
    typeRoots: [join(root, 'node_modules/@types')],
    isolatedDeclarations: false,
  }
  const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  return folder
}

/** `@otp-audit/runtime` and its entry points, as package.json exports them, to their sources. */
export async function entryPoints(): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(join(root, 'runtime/package.json'), 'utf8')) as {
    exports: Record<string, { default: string } | string>
  }
  const found: Record<string, string> = {}
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue
    const source = target.default.replace('./dist/', '').replace(/\.js$/, '.ts')
    found[join('@otp-audit/runtime', subpath)] = join(root, 'runtime/src', source)
  }
  return found
}
