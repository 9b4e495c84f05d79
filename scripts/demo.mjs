// Scans the TypeScript sources that npm packages ship: code that nobody here wrote.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const packages = [
  'piscina',
  'comlink',
  '@temporalio/worker',
  'effect',
  '@effect/platform-node-shared',
  'actor-kit',
  'electron-trpc',
]

const { scan } = await import('../dist/src/index.js')
const { stage3 } = await import('../dist/src/report/stage3.js')
const { json } = await import('../dist/src/report/json.js')
const { paintFor } = await import('../dist/src/cli/colour.js')

const result = await scan({ root, paths: packages.map(name => join('node_modules', name)), config: false })
const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb'
const view = { generated: new Date(), paint: await paintFor(colour), failOn: 'warning' }
process.stdout.write(stage3(result, view))

const out = join(root, '.otp-audit', 'demo.json')
mkdirSync(join(root, '.otp-audit'), { recursive: true })
writeFileSync(out, json(result, view))
console.error(
  `\nScanned ${result.summary.filesFound} files of ${packages.length} npm packages in ${(result.summary.durationMs / 1000).toFixed(1)} s.` +
    `\nThe same as JSON: ${relative(process.cwd(), out)}`,
)
