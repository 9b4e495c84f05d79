/** What a program has to load: no more than when this was last looked at. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const source = (name: string) => fileURLToPath(new URL(`../src/${name}`, import.meta.url))

/**
 * The limit is 15 kB for what sends over Workers. What it can do besides is in parts, which count where they are named. Each
 * must stay away from the others' code: a part that costs more than it did has come to bring something along. The adapter of
 * Workers is 3.0 of the 15; of the rest the timer wheel is the largest piece (1.5).
 */
const most = [
  { names: 'createSupervisedSendWith, workerAdapter', file: 'core.ts', kB: 15 },
  { names: 'createSupervisedSendWith', file: 'core.ts', kB: 12.1 },
  { names: 'createSupervisedSendWith, workerAdapter, calls', file: 'core.ts', kB: 15.9 },
  { names: 'createSupervisedSendWith, workerAdapter, retries', file: 'core.ts', kB: 16 },
  { names: 'createSupervisedSendWith, workerAdapter, breaker', file: 'core.ts', kB: 16.3 },
  { names: 'createSupervisedSendWith, workerAdapter, telemetry', file: 'core.ts', kB: 16.7 },
  { names: 'servePeer', file: 'worker.ts', kB: 11.4 },
]

test.each(most)('$names: at most $kB kB, minified and gzipped', async ({ names, file, kB }) => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from ${JSON.stringify(source(file))}`, resolveDir: source('.') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  })
  expect(gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000).toBeLessThanOrEqual(kB)
})
