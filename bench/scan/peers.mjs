// The other tools, at exact versions, in a folder of their own outside of this repository.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const versions = {
  '@ast-grep/cli': '0.51.1',
  oxlint: '1.94.0',
  'oxlint-tsgolint': '7.0.2007',
  'ts-morph': '28.0.0',
}

/** Installs the peers on first use; returns their `node_modules`. */
export function installed() {
  const folder = join(tmpdir(), `otp-audit-bench-peers-${Object.values(versions).join('-')}`)
  const modules = join(folder, 'node_modules')
  if (existsSync(join(modules, '.package-lock.json'))) return modules
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }))
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  return modules
}

/** An executable that a package's optional dependency for this machine brings. */
function binary(modules, scope, prefix, name) {
  const found = readdirSync(join(modules, scope)).find(p => p.startsWith(prefix))
  return join(modules, scope, found, process.platform === 'win32' ? `${name}.exe` : name)
}

export const peers = (modules, rules, cwd, here) => ({
  'ast-grep scan': {
    command: [binary(modules, '@ast-grep', 'cli-', 'ast-grep'), 'scan', '--rule', rules, '--json=compact'],
    cwd,
  },
  'oxlint, tsgolint no-floating-promises': {
    command: [
      process.execPath,
      join(modules, 'oxlint/bin/oxlint'),
      '--type-aware',
      '-A',
      'all',
      '-D',
      'typescript/no-floating-promises',
    ],
    cwd,
    env: { OXLINT_TSGOLINT_PATH: binary(modules, '@oxlint-tsgolint', '', 'tsgolint') },
  },
  'ts-morph, every call': {
    command: [process.execPath, '--max-old-space-size=8192', join(here, 'ts-morph-calls.mjs'), modules],
    cwd,
  },
})

/** The member calls that the dialects know, as patterns. */
export async function astGrepRules(dist) {
  const [{ Library, siteRoles }, { dialects }] = await Promise.all([
    import(new URL('src/sites/library.js', dist).href),
    import(new URL('dialects/index.js', dist).href),
  ])
  const rows = [...new Library(dialects).rows()].filter(
    r => siteRoles.has(r.role) && !r.local && !r.slot && r.sym.includes('#') && !r.sym.startsWith('new '),
  )
  const names = [...new Set(rows.map(r => r.name))].filter(name => /^\w+$/.test(name))
  const patterns = names.map(name => `    - pattern: $O.${name}($$$A)`).join('\n')
  return ['TypeScript', 'Tsx']
    .map(
      language =>
        `id: member-${language}\nlanguage: ${language}\nseverity: info\nmessage: site\nrule:\n  any:\n${patterns}\n`,
    )
    .join('---\n')
}
