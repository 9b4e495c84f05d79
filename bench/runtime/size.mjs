// node bench/runtime/size.mjs: what importing the runtime costs, and how large it is minified and gzipped.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { median } from './rounds.mjs'

const entry = new URL('../../runtime/dist/index.js', import.meta.url)
const rounds = Number(process.env.ROUNDS ?? 25)
// The first file that a process imports also starts Node's loader: an empty one before it takes that share, and what a
// second empty one costs is nobody's.
const folder = mkdtempSync(join(tmpdir(), 'otp-size-'))
const [first, second] = ['first', 'second'].map(name => {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, 'export {}')
  return pathToFileURL(path).href
})
const importing = url => {
  const program = `
    await import(${JSON.stringify(first)})
    const before = performance.now()
    await import(${JSON.stringify(url)})
    console.log(performance.now() - before)`
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout)
}
const times = []
for (let round = 0; round < rounds; round++) times.push([importing(second), importing(entry.href)])
rmSync(folder, { recursive: true })
const extra = times.map(([empty, runtime]) => runtime - empty).sort((a, b) => a - b)
const [low, high] = [extra[rounds >> 2], extra[(3 * rounds) >> 2]].map(ms => ms.toFixed(1))
console.log(`import: ${median(extra).toFixed(1)} ms, quartiles ${low} to ${high} (limit 15)`)

const source = name => fileURLToPath(new URL(`../../runtime/src/${name}`, import.meta.url))
const from = file => `from ${JSON.stringify(source(file))}`
const core = names => `export { createSupervisedSendWith, ${names} } ${from('core.ts')}`
const parts = {
  'sending over Workers (limit 15)': core('workerAdapter'),
  'the same of the published package (limit 15)': `export { createSupervisedSendWith, workerAdapter } ${from('../dist/core.js')}`,
  'of that, SupervisedSend without an adapter': core(''),
  'servePeer for threads, processes and sockets (limit 15)': `export { servePeer } ${from('worker.ts')}`,
  'everything of the main entry point': `export * ${from('index.ts')}`,
}
for (const [name, contents] of Object.entries(parts)) console.log(`${name}: ${kB(await sizeOf(contents))} kB gzipped`)

const least = await sizeOf(core('workerAdapter'))
// A part is exported by the name of what it holds.
const exported = Object.entries(await import('../../runtime/dist/core.js'))
const names = exported.filter(([name, value]) => Object.hasOwn(value, name)).map(([name]) => name)
const each = await Promise.all(names.map(async name => [name, (await sizeOf(core(`workerAdapter, ${name}`))) - least]))
console.log(`each part adds, in kB: ${each.map(([name, bytes]) => `${name} ${kB(bytes)}`).join(', ')}`)
console.log(`all parts together with the adapter: ${kB(await sizeOf(core(`workerAdapter, ${names.join(', ')}`)))} kB`)

async function sizeOf(contents) {
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
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}

function kB(bytes) {
  return (bytes / 1000).toFixed(2)
}
