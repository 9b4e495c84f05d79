// Side by side: `otp-audit scan` and its peers on one checkout, in turn, so that all see the same machine.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, median } from './measure.mjs'
import { astGrepRules, installed, peers } from './peers.mjs'
import { copies, sourcesOf } from './sources.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'peers,candidate-free,growth,start' },
    dist: { type: 'string', default: join(here, '../..') },
    without: { type: 'string', default: 'nothing' },
    out: { type: 'string' },
  },
})
if (positionals.length !== 1) {
  console.error(
    'usage: node bench/scan/run.mjs CHECKOUT [--runs 5] [--only peers,candidate-free,growth,start] [--without NAME] [--out FILE]',
  )
  process.exit(2)
}
const checkout = resolve(positionals[0])
const runs = Number(values.runs)
const tool = resolve(values.dist)
const wanted = new Set(values.only.split(','))
const work = mkdtempSync(join(tmpdir(), 'otp-audit-bench-'))
const out = []

const scan = (cwd, ...more) => ({
  command: [
    process.execPath,
    join(tool, 'bin/otp-audit.js'),
    'scan',
    '--no-config',
    '--no-cache',
    '--format',
    'json',
    ...more,
  ],
  cwd,
})
const readBytes = cwd => ({ command: [process.execPath, join(here, 'read-bytes.mjs')], cwd })

/** Runs every candidate once a round, and returns their medians. */
async function rounds(all, count = runs) {
  const candidates = Object.fromEntries(Object.entries(all).filter(([name]) => !name.includes(values.without)))
  const results = new Map(Object.keys(candidates).map(name => [name, []]))
  for (let i = 0; i < count; i++)
    for (const [name, { command, cwd, env }] of Object.entries(candidates)) {
      results.get(name).push(await measure(command, cwd, env))
      process.stderr.write('.')
    }
  process.stderr.write('\n')
  return new Map([...results].map(([name, all]) => [name, summary(all)]))
}

const summary = all => ({
  wall: all.map(r => r.wall),
  cpu: median(all.map(r => r.cpu)),
  largest: median(all.map(r => r.largest)),
  tree: median(all.map(r => r.tree)),
})

function table(title, results, base) {
  const of = results.get(base)
  out.push(
    `\n### ${title}\n`,
    `| run | wall | CPU | largest process, MiB | all processes, MiB |`,
    '|---|---|---|---|---|',
  )
  for (const [name, r] of results) {
    const ratio = median(r.wall.map((w, i) => w / of.wall[i]))
    out.push(`| ${name} | ${ratio.toFixed(2)} | ${(r.cpu / of.cpu).toFixed(2)} | ${r.largest} | ${r.tree} |`)
  }
}

try {
  const files = sourcesOf(checkout)
  out.push(
    `${files.length} files, ${Math.round(files.reduce((n, f) => n + readFileSync(join(checkout, f)).length, 0) / 1e6)} MB; ${runs} rounds.`,
  )
  if (wanted.has('peers')) {
    const tools = installed(here)
    const rules = join(work, 'rules.yml')
    writeFileSync(rules, await astGrepRules(pathToFileURL(join(tool, 'dist/')).href))
    table(
      'Cold, with types, against peers',
      await rounds({ 'otp-audit': scan(checkout), ...peers(tools, rules, checkout, here) }),
      'otp-audit',
    )
    table(
      'Without types',
      await rounds({
        'read all bytes': readBytes(checkout),
        'otp-audit --types off': scan(checkout, '--types', 'off'),
      }),
      'read all bytes',
    )
  }
  if (wanted.has('candidate-free')) {
    const bare = join(work, 'bare')
    copies(checkout, files, bare, 1, true)
    table(
      'No candidate in any file',
      await rounds({ 'read all bytes': readBytes(bare), 'otp-audit': scan(bare) }),
      'read all bytes',
    )
  }
  if (wanted.has('growth')) {
    const sizes = [1, 2, 4].map(n => [n, join(work, `x${n}`)])
    for (const [n, folder] of sizes) copies(checkout, files, folder, n, false)
    const candidates = Object.fromEntries(sizes.map(([n, folder]) => [`${n}x files`, scan(folder, '--types', 'off')]))
    table('Growth, without types', await rounds(candidates), '1x files')
  }
  if (wanted.has('start'))
    table(
      'Start-up',
      await rounds(
        {
          'node -e 0': { command: [process.execPath, '-e', '0'], cwd: work },
          'otp-audit --version': {
            command: [process.execPath, join(tool, 'bin/otp-audit.js'), '--version'],
            cwd: work,
          },
        },
        runs * 4,
      ),
      'node -e 0',
    )
} finally {
  rmSync(work, { recursive: true, force: true })
}
const text = `${out.join('\n')}\n`
process.stdout.write(text)
if (values.out) {
  mkdirSync(dirname(resolve(values.out)), { recursive: true })
  writeFileSync(values.out, text)
}
