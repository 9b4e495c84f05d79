/** The tool as a user has it: what `npm pack` makes of it, beside the packages that it depends on. The runtime is none. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Below `folder`. @returns the executable. */
export function install(folder: string): string {
  const tool = join(folder, 'node_modules/otp-audit')
  const at = mkdtempSync(join(tmpdir(), 'otp-audit-pack-'))
  try {
    // what is built is packed, not what would be built now
    must('npm', ['pack', '--ignore-scripts', '--pack-destination', at, '--loglevel', 'error'])
    mkdirSync(tool, { recursive: true })
    must('tar', ['-xzf', join(at, readdirSync(at)[0]!), '--strip-components=1', '-C', tool])
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
  const { dependencies } = JSON.parse(readFileSync(join(tool, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) link(name, folder)
  return join(tool, 'bin/otp-audit.js')
}

/** One more package of the development tree, as if it were installed as well. */
export function link(name: string, folder: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}

function must(program: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`)
}
