// The files that are scanned, and copies of them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export function sourcesOf(checkout) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: checkout,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
  return [...new Set(listed.split('\0'))].filter(f => /\.[cm]?tsx?$/.test(f) && !/\.d\.[cm]?ts$/.test(f))
}

/** `count` copies beside each other in a new repository; `isBare`: letters are replaced, so that no name is left. */
export function copies(checkout, files, to, count, isBare) {
  for (let i = 0; i < count; i++)
    for (const file of files) {
      const path = join(to, `copy${i}`, file)
      mkdirSync(dirname(path), { recursive: true })
      const bytes = readFileSync(join(checkout, file))
      if (isBare)
        for (let at = 0; at < bytes.length; at++) if (/[a-z]/i.test(String.fromCharCode(bytes[at]))) bytes[at] = 113
      writeFileSync(path, bytes)
    }
  execFileSync('git', ['init', '-q'], { cwd: to })
  // tracked, as the sources of a checkout are
  execFileSync('git', ['add', '-A'], { cwd: to })
}
