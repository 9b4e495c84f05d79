// Compiles the tool and the runtime. The output folder is emptied first, so that no file outlives its source.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const program of [[tsc, '-p', join(root, 'tsconfig.json')], [join(root, 'runtime/scripts/build.mjs')]]) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
lendRuntime()
await bundle()
writeFileSync(join(root, 'dist/build-id'), buildId())
const now = new Date()
utimesSync(join(root, 'dist/src/index.js'), now, now)

/** What the runtime declares, by module, for the type proof of projects that have not installed it yet. */
function lendRuntime() {
  const from = join(root, 'runtime')
  const to = join(root, 'dist/runtime')
  const isDeclared = path => statSync(path).isDirectory() || path.endsWith('.d.ts')
  cpSync(join(from, 'dist'), join(to, 'dist'), { recursive: true, filter: isDeclared })
  const { name, exports } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  const modules = Object.entries(exports).filter(([, { types }]) => types !== undefined)
  const declarations = modules.map(([path, { types }]) => [posix.join(name, path), types])
  writeFileSync(join(to, 'modules.json'), JSON.stringify(Object.fromEntries(declarations), undefined, 2))
}

/**
 * The command line as scripts of CommonJS: what starts, and the rest, whose compiled code is kept between runs. Loading
 * some two hundred modules took as long as scanning a small project, and Node's loader of modules alone a tenth of Node.
 */
async function bundle() {
  const out = join(root, 'dist/cli')
  await script('dist/src/cli/launch.js', join(out, 'main.cjs'))
  await script('dist/src/import-module.js', join(out, 'import-module.cjs'))
  const own = { path: './import-module.cjs', external: true }
  const asFile = {
    name: 'own file',
    setup: ({ onResolve }) => onResolve({ filter: /\bimport-module\.js$/ }, () => own),
  }
  const { metafile } = await script('dist/src/cli/main.js', join(out, 'program.cjs'), [asFile])
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap(path => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  )
  writeFileSync(join(out, 'LICENSES.txt'), [...packages].sort().map(licenceOf).join('\n'))
}

function script(entry, outfile, plugins = []) {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    plugins,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // native code, compilers, and this package's own files are found where they are installed
    external: ['oxc-parser', 'typescript', 'ts-morph', 'jscodeshift', 'otp-audit'],
    // a script has no address of its own as modules have
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    // less to read for the compiler of JavaScript: a tenth of what a small scan takes. What a stack tells is found again by
    // the maps, which a build of the same version makes anew
    minify: true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
  })
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
