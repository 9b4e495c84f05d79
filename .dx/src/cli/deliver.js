/** Renders each report and takes it where it was asked for. */
import { statSync } from 'node:fs';
import { summaryLine } from '../report/text.js';
import { plain } from '../report/view.js';
import { paintFor, wantsColour } from './colour.js';
import { say } from './context.js';
import { append, checkWritable, writeAtomically, writeOut } from './output.js';
import { checkoutOf, sourceOf } from './sources.js';
/** Says before a long scan what would fail after it. @throws OutputError */
export function expectWritable(wanted, context) {
    for (const { file } of wanted)
        if (file !== undefined)
            checkWritable(file);
    const summary = jobSummary(wanted, context);
    if (summary !== undefined)
        checkWritable(summary);
}
/** Files first: whoever reads standard output may go away early. @throws OutputError */
export async function deliver(wanted, result, { options, failOn, color, texts }, context) {
    const summary = jobSummary(wanted, context);
    const view = {
        generated: new Date(context.now()),
        paint: plain,
        failOn,
        source: wanted.some(({ format }) => format.quotes) ? await sourceOf(options, texts) : undefined,
        checkout: checkoutOf(options.root, context.env),
        hasJobSummary: summary !== undefined,
    };
    context.signal.throwIfAborted();
    for (const { format, file, given } of wanted) {
        if (file === undefined)
            continue;
        const render = await format.load();
        await writeAtomically(file, render(result, view));
        await say(context, `wrote ${given}: ${summaryLine(result)}`);
    }
    if (summary !== undefined)
        await summarise(summary, result, view, context);
    const printed = wanted.find(({ file }) => file === undefined);
    if (!printed)
        return;
    const paint = await paintFor(wantsColour(context.stdout, context.env, color));
    const render = await printed.format.load();
    const text = render(result, { ...view, paint });
    context.signal.throwIfAborted();
    await writeOut(context.stdout, text);
}
/** The file by which a step hands GitHub its part of the job's summary. */
function jobSummary(wanted, { env }) {
    return wanted.some(({ format }) => format.summarises) ? env.GITHUB_STEP_SUMMARY || undefined : undefined;
}
/** Over its limit GitHub takes nothing of a step's summary, so that what others wrote counts. */
async function summarise(file, result, view, context) {
    const { fitted, roomOfSummary } = await import('../report/formats/markdown.js');
    const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const text = fitted(result, view, roomOfSummary - used);
    if (used + Buffer.byteLength(text) <= roomOfSummary)
        await append(file, text);
    else
        await say(context, 'the summary of this job is full, and has no part of otp-audit');
}
