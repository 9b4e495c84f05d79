// The whole migration of a checkout, without writing it, against the cold scan: in turn, so that both see the same machine.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure, median } from '../scan/measure.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, safety: { type: 'string', default: 'review' } },
})
if (positionals.length === 0) {
  console.error('usage: node bench/migrate/run.mjs CHECKOUT… [--runs 5] [--safety review]')
  process.exit(2)
}
const bin = join(fileURLToPath(new URL('../..', import.meta.url)), 'bin/otp-audit.js')
/** What a changed file may cost beyond two scans, in seconds. */
const perFile = 0.03

console.log('| checkout | changed files | scan, s | migration / scan | allowed | CPU ratio | largest process, MiB |')
console.log('|---|---|---|---|---|---|---|')
for (const checkout of positionals.map(p => resolve(p))) {
  const common = ['--no-config', '--root', checkout]
  const scan = [process.execPath, bin, 'scan', '--no-cache', '--format', 'json', ...common]
  const migrate = [process.execPath, bin, 'migrate', '--dry-run', '--safety', values.safety, ...common]
  const { stderr } = spawnSync(migrate[0], migrate.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 })
  const changed = Number(/in (\d+) files?/.exec(stderr)?.[1] ?? Number.NaN)
  const rounds = []
  for (let i = 0; i < Number(values.runs); i++)
    rounds.push([await measure(scan, checkout), await measure(migrate, checkout)])
  const wall = median(rounds.map(([s]) => s.wall))
  const ratio = median(rounds.map(([s, m]) => m.wall / s.wall))
  const allowed = median(rounds.map(([s]) => 2 + (perFile * changed) / s.wall))
  const cpu = median(rounds.map(([s, m]) => m.cpu / s.cpu))
  const largest = median(rounds.map(([, m]) => m.largest))
  const cells = [
    checkout.split('/').at(-1),
    changed,
    wall.toFixed(2),
    ratio.toFixed(2),
    allowed.toFixed(2),
    cpu.toFixed(2),
    largest,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
