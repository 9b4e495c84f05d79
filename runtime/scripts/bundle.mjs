// One file for what sends and one for what serves, shared by all entry points: a program loads three files, not a dozen.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = name => join(root, 'src', name)

/** Entry points that are parts of the main one: their files name what they take from `main.js`. */
const parts = ['index', 'core', 'ws', 'xstate', 'process']
/** What the others need of the main one besides, so that there is one copy of it. */
const internals = ['core/options-check', 'core/serialize', 'transports/link-state']

const common = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2023',
  // Names stay: errors are named after their classes, and stacks remain readable. White space stays, too: with it esbuild takes
  // away the marks by which a program's bundler knows what it may leave out, and loading takes as long either way.
  minifySyntax: true,
  sourcemap: true,
  metafile: true,
  external: ['vitest', '@opentelemetry/api', 'xstate', 'ws', 'nact'],
  logLevel: 'warning',
}

/** cockatiel makes its enum by a statement that no bundler may leave out: an object instead, for who has no breaker. */
const circuitStates = {
  name: 'circuit states',
  setup({ onLoad }) {
    const states = 'export const CircuitState = { Closed: 0, Open: 1, HalfOpen: 2, Isolated: 3 };'
    onLoad({ filter: /cockatiel.+CircuitBreakerPolicy\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text.replace(/export var CircuitState;\s*\(function.+?\}\)\(.+?\);/s, states)
      if (contents === text) throw new Error(`${path}: no enum CircuitState`)
      return { contents }
    })
  },
}

/** Bundles every entry point of package.json into `outdir`. */
export async function bundle(outdir) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entries = Object.values(exports)
    .filter(target => typeof target === 'object')
    .map(target => target.default.replace('./dist/', '').replace('.js', ''))

  const main = [...parts, ...internals].map(name => `export * from ${JSON.stringify(source(`${name}.ts`))}`).join('\n')
  const virtual = {
    name: 'main',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^virtual:main$/ }, ({ path }) => ({ path, namespace: 'main' }))
      onLoad({ filter: /.*/, namespace: 'main' }, () => ({ contents: main, resolveDir: source('.') }))
    },
  }
  const { metafile } = await build({
    ...common,
    entryPoints: [
      { in: 'virtual:main', out: 'main' },
      { in: source('worker.ts'), out: 'worker' },
    ],
    outdir,
    plugins: [virtual, circuitStates],
  })

  for (const part of parts) {
    const names = await exportsOf(source(`${part}.ts`))
    writeFileSync(join(outdir, `${part}.js`), `export{${names.join(',')}}from"./main.js"\n`)
  }

  const bundled = new Set(
    Object.keys(metafile.inputs)
      .filter(path => !path.startsWith('main:'))
      .map(path => join(process.cwd(), path)),
  )
  const shared = {
    name: 'shared',
    setup({ onResolve }) {
      onResolve({ filter: /^\..*\.js$/ }, ({ path, importer }) => {
        const file = join(dirname(importer), path.replace(/\.js$/, '.ts'))
        return bundled.has(file) ? { path: './main.js', external: true, sideEffects: false } : undefined
      })
    },
  }
  await build({
    ...common,
    entryPoints: entries
      .filter(entry => entry !== 'worker' && !parts.includes(entry))
      .map(entry => ({ in: source(`${entry}.ts`), out: entry })),
    outdir,
    plugins: [shared],
  })
}

async function exportsOf(entry) {
  const { metafile } = await build({ ...common, entryPoints: [entry], outdir: root, write: false, sourcemap: false })
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined).exports
}
