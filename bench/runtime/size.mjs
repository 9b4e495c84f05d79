// node bench/runtime/size.mjs: what importing the runtime costs, and how large it is minified and gzipped.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { median } from './rounds.mjs'

const entry = new URL('../../runtime/dist/index.js', import.meta.url)
// The first file that a process imports also starts Node's loader: a small one before it takes that share.
const program = `
  await import(${JSON.stringify(new URL('rounds.mjs', import.meta.url).href)})
  const before = performance.now()
  await import(${JSON.stringify(entry.href)})
  console.log(performance.now() - before)`
const times = Array.from({ length: 9 }, () =>
  Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout),
)
console.log(`import: ${median(times).toFixed(1)} ms (limit 15)`)

const source = name => fileURLToPath(new URL(`../../runtime/src/${name}`, import.meta.url))
const parts = {
  'SupervisedSend, without adapters (limit 15)': `export { createSupervisedSendWith } from ${JSON.stringify(source('send/supervised-send.ts'))}`,
  'servePeer for threads and processes': `export { servePeer } from ${JSON.stringify(source('worker.ts'))}`,
  'everything of the main entry point': `export * from ${JSON.stringify(source('index.ts'))}`,
}
for (const [name, contents] of Object.entries(parts)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: source('.') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  })
  const { contents: code } = outputFiles[0]
  console.log(`${name}: ${(gzipSync(code, { level: 9 }).length / 1000).toFixed(1)} kB gzipped`)
}
