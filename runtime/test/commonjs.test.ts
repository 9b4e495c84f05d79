import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

it('can be made CommonJS of, as Jest does with what it is told to transform', async () => {
  const { outputFiles, warnings } = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  })
  expect(warnings).toEqual([])
  const made = { exports: {} as { postSupervised?: unknown } }
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(made, made.exports, createRequire(import.meta.url))
  expect(made.exports.postSupervised).toBeTypeOf('function')
})
