/** `otp-audit scan --shard 1/4`: the file of one part. What it comes to is judged by `merge`. */
import { resolve } from 'node:path'
import { partName, partOf } from '../../audit/shard/part.js'
import { scanShard } from '../../audit/shard/scan-shard.js'
import { UsageError } from '../../errors.js'
import { summaryLine } from '../../report/text.js'
import type { ScanOptions } from '../../result.js'
import { type Context, say } from '../context.js'
import type { ExitCode } from '../exit-code.js'
import { checkReport, writeAtomically, writeOut } from '../output.js'
import { type Flags, tellAside, watched } from '../scan.js'

/** Flags of scans that a part of one can't heed → why. */
const refused: Partial<Record<keyof Flags, string>> = {
  format: '--format is for otp-audit merge, which has all shards',
  failOn: '--fail-on is for otp-audit merge, which has all shards',
  fixes: '--fixes proves edits on the whole program; leave --shard out',
  staged: '--staged is too little work for several machines; leave --shard out',
  changed: '--changed is too little work for several machines; leave --shard out',
  baseline: '--baseline is for otp-audit merge, which has all shards',
  why: '--why is for otp-audit merge, which has all shards',
  explainCache: '--explain-cache has nothing to explain: a shard is not kept; leave it out',
}

export async function scanPart(flags: Flags, options: ScanOptions, context: Context): Promise<ExitCode> {
  const part = partOf(flags.shard!)
  for (const [name, why] of Object.entries(refused))
    if (flags[name as keyof Flags] !== undefined) throw new UsageError(why)
  if (flags.out === '') throw new UsageError('--out is empty; name a file')
  const file = flags.out === undefined || flags.out === '-' ? undefined : resolve(context.cwd, flags.out)
  if (file !== undefined) checkReport(file)
  const { result, text } = await watched(options, async () => o => scanShard(o, part), context)
  // a part of few files may have none; that the whole has none is for merge to say
  if (result.summary.filesFound > 0) await tellAside(result, context)
  context.signal.throwIfAborted()
  if (file === undefined) await writeOut(context.stdout, text)
  else {
    await writeAtomically(file, text)
    await say(context, `wrote ${flags.out}, shard ${partName(part)}: ${summaryLine(result)}`)
  }
  return 0
}
