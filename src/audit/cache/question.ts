/** What is asked of a scan, and what answers it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/config.js'
import type { ScanOptions } from '../../result.js'
import { tool } from '../../tool.js'
import type { Facts } from './entry.js'
import { hashOf } from './picture.js'

/** A name for the question: each has one kept result. */
export function nameOf(root: string, { paths, preset, types, testFiles, config, today }: ScanOptions): string {
  return hashOf(JSON.stringify([root, paths ?? [], preset, types, testFiles, config, today]))
}

/**
 * What a result depends on that is not looked at on the disk.
 * @returns None where this copy of the tool can't be told from another: it runs from its sources, not from a build.
 */
export function factsOf(configs: readonly Config[]): Facts | undefined {
  const build = buildId()
  if (build === undefined) return undefined
  const { version, platform, arch, execArgv, env } = process
  return {
    'otp-audit': build,
    'Node.js': `${version} ${platform} ${arch}`,
    "Node.js's options": JSON.stringify([execArgv, env.NODE_OPTIONS]),
    // who may read what
    'the user': String(process.getuid?.()),
    'the configuration': JSON.stringify(configs),
  }
}

/** Written by `scripts/build.mjs`: the hash of all that was built. */
function buildId(): string | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined
  try {
    return readFileSync(join(tool().folder, 'dist/build-id'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
