// Compiles the tool and the runtime. The output folder is emptied first, so that no file outlives its source.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const program of [[tsc, '-p', join(root, 'tsconfig.json')], [join(root, 'runtime/scripts/build.mjs')]]) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
await bundle()
writeFileSync(join(root, 'dist/build-id'), buildId())
const now = new Date()
utimesSync(join(root, 'dist/src/index.js'), now, now)

/**
 * The command line in two files: what starts, and the rest as one script, whose compiled code is kept between runs.
 * Loading some two hundred files took as long as scanning a small project.
 */
async function bundle() {
  const out = join(root, 'dist/cli')
  const loader = { path: './import-module.cjs', external: true }
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // native code, compilers, and this package's own files are found where they are installed
    external: ['oxc-parser', 'typescript', 'ts-morph', 'jscodeshift', 'otp-audit'],
    // less to read for the compiler of JavaScript: a tenth of what a small scan takes. What a stack tells is found again by
    // the maps, which a build of the same version makes anew
    minify: true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
  }
  await build({ ...common, entryPoints: ['dist/src/cli/launch.js'], outfile: join(out, 'main.js'), format: 'esm' })
  const { metafile } = await build({
    ...common,
    entryPoints: ['dist/src/cli/main.js'],
    outfile: join(out, 'program.cjs'),
    format: 'cjs',
    // a script has no address of its own as modules have
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [
      { name: 'own file', setup: ({ onResolve }) => onResolve({ filter: /\bimport-module\.js$/ }, () => loader) },
    ],
  })
  await build({
    ...common,
    entryPoints: ['dist/src/import-module.js'],
    outfile: join(out, 'import-module.cjs'),
    format: 'cjs',
  })
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap(path => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  )
  writeFileSync(join(out, 'LICENSES.txt'), [...packages].sort().map(licenceOf).join('\n'))
}

/** By which the cache of results tells this build from others. */
function buildId() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')))
  for (const path of readdirSync(join(root, 'dist'), { recursive: true }).sort())
    if (/\.c?js$/.test(path)) hash.update(path).update(readFileSync(join(root, 'dist', path)))
  return hash.digest('hex')
}

function licenceOf(name) {
  const folder = join(root, 'node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(f => /^licen[cs]e/i.test(f))
  return `${name} ${version}, ${license}\n\n${file ? readFileSync(join(folder, file), 'utf8') : ''}`
}
