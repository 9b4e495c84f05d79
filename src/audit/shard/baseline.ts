/** The baseline of a scan in parts: what the parts come to together is compared with it, as a single scan's result is. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadSettings, type Settings } from '../../config/settings.js'
import { UsageError } from '../../errors.js'
import { relativePath } from '../../files/paths.js'
import type { ScanOptions, ScanResult } from '../../result.js'
import { against, baselineOf } from '../baseline/apply.js'
import type { Named } from './merge.js'

/**
 * @param root The real folder that was scanned.
 * @throws UsageError where the folder has not what the shards were scanned with.
 */
export async function againstBaseline(
  result: ScanResult,
  shards: readonly Named[],
  root: string,
  { baseline: asked, why, signal }: Pick<ScanOptions, 'baseline' | 'why' | 'signal'>,
): Promise<ScanResult> {
  const [{ name, shard }] = shards as [Named]
  const { config, configuration, baseline: located } = shard.scan.options
  if (asked === false || (asked === undefined && located === null)) return result
  const { preset, roots } = result.summary
  const settings = await loadSettings(root, roots, { preset, config: config ?? undefined, signal })
  if (configurationOf(settings) !== configuration)
    throw new UsageError(`${name}: was scanned with another configuration than ${root} has; ${inCheckout}`)
  const path = typeof asked === 'string' || located === null ? asked : resolve(root, located)
  if (typeof asked !== 'string' && typeof path === 'string' && !existsSync(path))
    throw new UsageError(`${name}: its scan has the baseline ${located}, and ${root} has no such file; ${inCheckout}`)
  const baseline = await baselineOf(root, settings, { baseline: path, signal })
  if (!baseline) return result
  const files = shards.flatMap(s => s.shard.files.map(file => join(root, file)))
  return (await against(result, baseline, { root, settings, files }, { why })).result
}

const inCheckout = 'run merge in the checkout that was scanned, name it with --root, or give --no-baseline'

/** Hash of rules, overrides and dialects that are settled there; the same file says the same. */
export function configurationOf({ root, configs }: Settings): string {
  const said = configs.map(({ folder, says }) => [relativePath(root, folder), says])
  const text = JSON.stringify(said, (_, value: unknown) =>
    typeof value === 'function' || value instanceof RegExp ? String(value) : value,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
