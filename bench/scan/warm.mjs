// A scan that takes its result from the cache beside a listing of the files, and scans of what is staged beside Node.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, median } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '15' }, dist: { type: 'string', default: join(here, '../..') } },
})
if (positionals.length !== 1) {
  console.error('usage: node bench/scan/warm.mjs CHECKOUT [--runs 15] [--dist FOLDER]')
  process.exit(2)
}
const checkout = resolve(positionals[0])
const runs = Number(values.runs)
const work = mkdtempSync(join(tmpdir(), 'otp-audit-bench-'))
const scan = (...more) => [process.execPath, join(values.dist, 'bin/otp-audit.js'), 'scan', '--format', 'json', ...more]
const node = [process.execPath, '-e', '0']

/** In turn, so that all see the same machine. */
async function rounds(candidates) {
  const walls = new Map(Object.keys(candidates).map(name => [name, []]))
  for (let i = 0; i < runs; i++)
    for (const [name, { command, cwd }] of Object.entries(candidates))
      walls.get(name).push((await measure(command, cwd)).wall)
  return walls
}

function table(title, walls, base) {
  console.log(`\n### ${title}\n\n| run | wall, ms (median) | ratio (median of pairs) |\n|---|---|---|`)
  for (const [name, all] of walls) {
    const ratio = median(all.map((wall, i) => wall / walls.get(base)[i]))
    console.log(`| ${name} | ${Math.round(median(all) * 1000)} | ${ratio.toFixed(2)} |`)
  }
}

/** Fifty files committed and ten of them changed and staged. */
function staged(name, text) {
  const folder = join(work, name)
  mkdirSync(folder)
  const git = (...args) => execFileSync('git', ['-C', folder, '-c', 'user.name=b', '-c', 'user.email=b@b', ...args])
  const write = (i, content) => writeFileSync(join(folder, `f${i}.ts`), content)
  for (let i = 0; i < 50; i++) write(i, `export const f${i} = ${i}\n`)
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "module": "nodenext" } }')
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'begin')
  for (let i = 0; i < 10; i++) write(i, text(i))
  git('add', '-A')
  return folder
}

const plain = i => `import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(${i})\n`
const typed = i =>
  `import { Worker } from 'node:worker_threads'\nconst all = { w: () => new Worker('./x.js') }\nconst of = <K extends keyof typeof all>(k: K) => all[k]()\nof('w').postMessage(${i})\n`

try {
  const listing = { command: [process.execPath, join(here, 'listing.mjs')], cwd: checkout }
  // a tool that does not start would be the fastest
  const [command, ...args] = scan()
  const { stdout } = spawnSync(command, args, { cwd: checkout, maxBuffer: 2 ** 30, encoding: 'utf8' })
  if (JSON.parse(stdout).schemaVersion === undefined) throw new Error('the scan printed no report')
  table(
    'Nothing has changed',
    await rounds({ listing, 'otp-audit scan': { command: scan(), cwd: checkout } }),
    'listing',
  )
  const fill = []
  for (let i = 0; i < Math.ceil(runs / 5); i++) {
    const none = await measure(scan('--no-cache'), checkout)
    rmSync(join(checkout, '.otp-audit/cache'), { recursive: true, force: true })
    fill.push({ none, kept: await measure(scan(), checkout) })
  }
  const ratio = of => median(fill.map(({ none, kept }) => kept[of] / none[of])).toFixed(2)
  console.log(`\nA scan whose result is kept: ${ratio('wall')} x one with \`--no-cache\` (CPU ${ratio('cpu')} x).`)
  const [few, types] = [staged('few', plain), staged('types', typed)]
  const all = {
    'node -e 0': { command: node, cwd: work },
    'ten staged files': { command: scan('--staged'), cwd: few },
    'ten staged files, types asked': { command: scan('--staged'), cwd: types },
  }
  table('What is staged', await rounds(all), 'node -e 0')
} finally {
  rmSync(work, { recursive: true, force: true })
}
