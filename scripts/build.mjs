// Compiles the tool and the runtime. The output folder is emptied first, so that no file outlives its source.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

const banner =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const program of [[tsc, '-p', join(root, 'tsconfig.json')], [join(root, 'runtime/scripts/build.mjs')]]) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
await bundle()
writeFileSync(join(root, 'dist/build-id'), buildId())
const now = new Date()
utimesSync(join(root, 'dist/src/index.js'), now, now)

/** The command line in a few files: loading some two hundred took as long as scanning a small project. */
async function bundle() {
  const out = join(root, 'dist/cli')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['dist/src/cli/main.js'],
    outdir: out,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // native code, compilers, and this package's own files are found where they are installed
    external: ['oxc-parser', 'typescript', 'ts-morph', 'jscodeshift', 'otp-audit'],
    // packages of CommonJS ask for Node's modules by `require`
    banner: { js: banner },
    // less to read for the compiler of JavaScript: a tenth of what a small scan takes. What a stack tells is found again by
    // the maps, which a build of the same version makes anew
    minify: true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
  })
  for (const path of Object.keys(metafile.outputs)) dropIdleBanner(join(root, path))
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap(path => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  )
  writeFileSync(join(out, 'LICENSES.txt'), [...packages].sort().map(licenceOf).join('\n'))
}

/** Only the file by which packages of CommonJS are loaded needs its own `require`; making one takes a while in each. */
function dropIdleBanner(path) {
  const text = readFileSync(path, 'utf8')
  if (!/\brequire\b/.test(text.slice(text.indexOf('\n') + 1))) writeFileSync(path, text.replace(banner, ''))
}

/** By which the cache of results tells this build from others. */
function buildId() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')))
  for (const path of readdirSync(join(root, 'dist'), { recursive: true }).sort())
    if (path.endsWith('.js')) hash.update(path).update(readFileSync(join(root, 'dist', path)))
  return hash.digest('hex')
}

function licenceOf(name) {
  const folder = join(root, 'node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(f => /^licen[cs]e/i.test(f))
  return `${name} ${version}, ${license}\n\n${file ? readFileSync(join(folder, file), 'utf8') : ''}`
}
