/** What there is already, taken as known, so that a scan fails only on what is new. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { entriesOf } from '../../audit/baseline/entries.js'
import { baselineText } from '../../audit/baseline/file.js'
import { baselineName, locateBaseline } from '../../audit/baseline/locate.js'
import { scanned } from '../../audit/scan.js'
import { loadSettings } from '../../config/settings.js'
import { counted } from '../../report/words.js'
import type { Preset, ScanOptions } from '../../result.js'
import type { Context } from '../context.js'
import { tellAside, watched } from '../scan.js'
import type { Step } from './step.js'

export interface Known {
  step: Step
  /** Something could not be read: what is in it is not known. */
  isPartial: boolean
}

/**
 * Scans what there is, unless there is a baseline.
 * @param preset Of the configuration that is to be written; none: there is one.
 * @throws UsageError for a configuration that is broken.
 */
export async function planBaseline(root: string, preset: Preset | undefined, context: Context): Promise<Known> {
  const nearest = locateBaseline(root)
  const path =
    nearest ?? (await loadSettings(root, ['.'], { signal: context.signal })).baseline ?? join(root, baselineName)
  const step = { part: 'baseline', path } as const
  if (existsSync(path)) return { step: { ...step, kind: 'present', about: 'what is known' }, isPartial: false }
  const load = async () => async (options: ScanOptions) => (await scanned({ ...options, baseline: false })).result
  const result = await watched({ root, preset, signal: context.signal }, load, context)
  await tellAside(result, context, true)
  const { length } = result.findings
  // an empty one as well: without it, a later run of this would take what is new by then as known
  const about =
    length === 0
      ? 'nothing is known: whatever is found is new'
      : `${counted(length, 'finding')} that ${length === 1 ? 'is' : 'are'} known from now on`
  const after = baselineText(entriesOf(result, root, path))
  return { step: { ...step, kind: 'change', about, after }, isPartial: result.skipped.length > 0 }
}
