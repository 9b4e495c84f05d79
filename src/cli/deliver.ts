/** Renders each report and takes it where it was asked for. */
import { statSync } from 'node:fs'
import type { Texts } from '../files/read.js'
import { summaryLine } from '../report/text.js'
import { plain, type View } from '../report/view.js'
import type { ScanOptions, ScanResult, Severity } from '../result.js'
import { paintFor, wantsColour } from './colour.js'
import { type Context, say } from './context.js'
import { append, checkReport, checkWritable, writeAtomically, writeOut } from './output.js'
import type { Wanted } from './reports.js'
import { checkoutOf, sourceOf } from './sources.js'

interface Run {
  options: ScanOptions & { root: string }
  failOn: Severity
  color: boolean
  /** What was scanned in place of files, by absolute path. */
  texts?: Texts
}

/** Says before a long scan what would fail after it. @throws OutputError */
export function expectWritable(wanted: readonly Wanted[], context: Context): void {
  for (const { file } of wanted) if (file !== undefined) checkReport(file)
  const summary = jobSummary(wanted, context)
  if (summary !== undefined) checkWritable(summary)
}

/** Files first: whoever reads standard output may go away early. @throws OutputError */
export async function deliver(
  wanted: readonly Wanted[],
  result: ScanResult,
  { options, failOn, color, texts }: Run,
  context: Context,
): Promise<void> {
  const summary = jobSummary(wanted, context)
  const view: View = {
    generated: new Date(context.now()),
    paint: plain,
    failOn,
    source: wanted.some(({ format }) => format.quotes) ? await sourceOf(options, texts) : undefined,
    checkout: checkoutOf(options.root, context.env),
    hasJobSummary: summary !== undefined,
  }
  context.signal.throwIfAborted()
  for (const { format, file, given } of wanted) {
    if (file === undefined) continue
    const render = await format.load()
    await writeAtomically(file, render(result, view))
    await say(context, `wrote ${given}: ${summaryLine(result)}`)
  }
  if (summary !== undefined) await summarise(summary, result, view, context)
  const printed = wanted.find(({ file }) => file === undefined)
  if (!printed) return
  const paint = await paintFor(wantsColour(context.stdout, context.env, color))
  const render = await printed.format.load()
  const text = render(result, { ...view, paint })
  context.signal.throwIfAborted()
  await writeOut(context.stdout, text)
}

/** The file by which a step hands GitHub its part of the job's summary. */
function jobSummary(wanted: readonly Wanted[], { env }: Context): string | undefined {
  return wanted.some(({ format }) => format.summarises) ? env.GITHUB_STEP_SUMMARY || undefined : undefined
}

/** Over its limit GitHub takes nothing of a step's summary, so that what others wrote counts. */
async function summarise(file: string, result: ScanResult, view: View, context: Context): Promise<void> {
  const { fitted, roomOfSummary } = await import('../report/formats/markdown.js')
  const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const text = fitted(result, view, roomOfSummary - used)
  if (used + Buffer.byteLength(text) <= roomOfSummary) await append(file, text)
  else await say(context, 'the summary of this job is full, and has no part of otp-audit')
}
