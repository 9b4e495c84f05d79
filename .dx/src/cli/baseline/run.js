/** `otp-audit baseline`: writes, prunes, checks and explains. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entriesOf } from '../../audit/baseline/entries.js';
import { baselineText, prunedText } from '../../audit/baseline/file.js';
import { baselineName, locateBaseline } from '../../audit/baseline/locate.js';
import { scanned } from '../../audit/scan.js';
import { UsageError } from '../../errors.js';
import { relativePath } from '../../files/paths.js';
import { whatWas } from '../../report/known.js';
import { oneLine, visible } from '../../report/markdown.js';
import { isOpen } from '../../report/rank.js';
import { counted } from '../../report/words.js';
import { say } from '../context.js';
import { checkWritable, writeAtomically, writeOut } from '../output.js';
import { configured, optionsOf, tellAside, watched } from '../scan.js';
import { adviseUnion, expectUnionPossible, mergeByUnion } from './union.js';
import { explained } from './why.js';
export async function baseline(paths, flags, context) {
    const isWhy = flags.why !== undefined;
    const options = optionsOf(paths, { ...flags, baseline: undefined, why: isWhy }, context);
    const { root } = options;
    const target = flags.file === undefined ? undefined : resolve(context.cwd, flags.file);
    const path = target ?? (await configured(options)).baseline ?? locateBaseline(root) ?? join(root, baselineName);
    const shown = relativePath(root, path);
    const isThere = existsSync(path);
    if (!isThere && (flags.prune || flags.check || isWhy))
        throw new UsageError(`there is no ${shown} yet; write it with otp-audit baseline`);
    if (flags.mergeUnion)
        expectUnionPossible(path);
    if (!flags.check && !isWhy)
        checkWritable(path);
    let all;
    const load = async () => async (given) => {
        all = await scanned({ ...given, baseline: isThere && path });
        return all.result;
    };
    const result = await watched(options, load, context);
    await tellAside(result, context);
    const code = result.skipped.length > 0 ? 3 : 0;
    if (!all)
        throw new Error('the scan ended without a result');
    if (isWhy) {
        await writeOut(context.stdout, explained(all, flags.why, root, context.cwd));
        return code;
    }
    if (flags.check)
        return check(result, shown, context);
    context.signal.throwIfAborted();
    if (flags.prune)
        await prune(all, shown, context);
    else
        await write(all, { path, root, shown }, context);
    if (flags.mergeUnion)
        await mergeByUnion(path, context);
    else if (!isThere)
        await adviseUnion(path, context);
    return code;
}
/** What is found now, and what this scan can say nothing of. */
async function write(all, { path, root, shown }, context) {
    const { result, baseline, matches, absent = [], notJudged = [] } = all;
    const found = entriesOf(result, root, path, matches);
    const text = baselineText([...found, ...notJudged.map(({ entry }) => entry)], baseline);
    const count = counted(found.length + notJudged.length, 'entry', 'entries');
    const kept = notJudged.length > 0 ? `, ${notJudged.length} kept that this scan says nothing of` : '';
    if (text === baseline?.lines.map(line => line.text).join('')) {
        await say(context, `${shown} is as it should be: ${count}${kept}`);
        return;
    }
    await writeAtomically(path, text);
    const added = result.findings.filter(isOpen).length;
    const out = absent.length + (result.summary.baseline?.suppressed ?? 0);
    await say(context, `wrote ${shown}: ${count}, ${added} added, ${out} taken out${kept}`);
}
async function prune({ baseline, absent }, shown, context) {
    const left = counted(baseline.entries.length - absent.length, 'entry', 'entries');
    if (absent.length === 0) {
        await say(context, `nothing to take out of ${shown}: ${left}`);
        return;
    }
    await writeAtomically(baseline.path, prunedText(baseline, absent));
    await say(context, `wrote ${shown}: ${left}, ${absent.length} taken out`);
}
async function check(result, shown, context) {
    const fresh = result.findings.filter(isOpen);
    const absent = result.absent ?? [];
    const lines = [
        ...fresh.map(f => `+ ${visible(f.file)}:${f.line}:${f.column} ${f.rule} ${oneLine(f.message)}`),
        ...absent.map(entry => `- ${visible(entry.file)} ${entry.rule} ${whatWas(entry)}`),
    ];
    if (lines.length > 0)
        await writeOut(context.stdout, `${lines.join('\n')}\n`);
    await say(context, `${shown}: ${fresh.length} new, ${absent.length} fixed`);
    if (result.skipped.length > 0)
        return 3;
    return lines.length > 0 ? 1 : 0;
}
