import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { entryPoints, pages, type Sample, sampleFolder, samplesOf } from './samples.js'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

const samples: Sample[] = (await Promise.all((await pages()).map(samplesOf))).flat()
const folder = await sampleFolder(samples)
const alias = await entryPoints()
afterAll(() => rm(folder, { recursive: true }))

describe('the samples of docs/runtime', () => {
  it('are there, and no two files have one name', () => {
    expect(samples.length).toBeGreaterThan(0)
    expect(new Set(samples.map(sample => sample.file)).size).toBe(samples.length)
  })

  it('have the types that the runtime declares', async () => {
    const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc')
    const checked = await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => error)
    expect(checked.stdout).toBe('')
  })

  it('run to their end, and print what their pages say', async () => {
    await build({
      entryPoints: samples.map(({ file }) => join(folder, file)),
      outdir: folder,
      bundle: true,
      splitting: true,
      packages: 'external',
      alias,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'warning',
    })
    const failures: string[] = []
    for (const { name, file, companion, output } of samples) {
      if (companion) continue
      const program = join(folder, file.replace(/\.ts$/, '.js'))
      const options = { timeout: 20_000, env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'documentation' } }
      const ran = await run(process.execPath, [program], options).catch(
        (error: { stderr: string; killed?: boolean }) => {
          failures.push(`${name}: ${error.killed === true ? 'did not end' : error.stderr}`)
          return undefined
        },
      )
      if (ran !== undefined && output !== undefined && ran.stdout !== output) {
        failures.push(`${name} printed:\n${ran.stdout}instead of:\n${output}`)
      }
    }
    expect(failures).toEqual([])
  })
})
