/** `otp-audit baseline --why`: how each finding and each entry was matched. */
import { join, resolve } from 'node:path';
import { folderOf } from '../../audit/baseline/compare.js';
import { UsageError } from '../../errors.js';
import { relativePath } from '../../files/paths.js';
import { whatWas } from '../../report/known.js';
import { oneLine, visible } from '../../report/markdown.js';
import { isOpen } from '../../report/rank.js';
/**
 * @param what A file, a file and a line, the id of a finding, or the name of an entry.
 * @throws UsageError where nothing is meant by it.
 */
export function explained(all, what, root, cwd) {
    const rows = rowsOf(all, root);
    const meant = what === true ? rows : rows.filter(row => isMeant(row, what, root, cwd));
    if (meant.length === 0 && what !== true)
        throw new UsageError(`--why ${what}: no finding and no entry is there, or has that id`);
    return meant.map(({ text }) => `${text}\n`).join('');
}
function rowsOf({ result, baseline, matches, notJudged }, root) {
    const folder = folderOf(baseline.path);
    const found = [...result.findings, ...result.suppressed].map((f) => {
        const state = isOpen(f) ? 'new' : 'known';
        const entry = matches.get(f);
        const silenced = isSilenced(f) ? `, suppressed in line ${f.suppression.line}` : '';
        return {
            file: f.file,
            line: f.line,
            names: [f.id, ...(entry ? [`${entry.key}-${entry.text}`] : [])],
            text: `${visible(f.file)}:${f.line}:${f.column} ${f.rule} ${oneLine(f.identity.call)}\n  ${state}${silenced}: ${f.baselineReason}`,
        };
    });
    const gone = (result.absent ?? []).map((entry) => ({
        file: entry.file,
        names: [`${entry.identity.key}-${entry.identity.text}`],
        text: `${visible(entry.file)} ${entry.rule} ${whatWas(entry)}\n  fixed: ${entry.baselineReason}`,
    }));
    const open = notJudged.map(({ entry, reason }) => {
        const file = relativePath(root, join(folder, entry.file));
        const { rule, key, text, scope, call } = entry;
        return {
            file,
            names: [`${key}-${text}`],
            text: `${visible(file)} ${rule} ${oneLine(`${scope === '' ? 'at the top' : `in ${scope}`}: ${call}`)}\n  not judged: ${reason}`,
        };
    });
    return [...found, ...gone, ...open];
}
const isSilenced = (f) => 'suppression' in f;
function isMeant({ file, line, names }, what, root, cwd) {
    if (names.includes(what))
        return true;
    const [, path = what, at] = /^(.*?):(\d+)(?::\d+)?$/s.exec(what) ?? [];
    const isFile = (given) => given === file || relativePath(root, resolve(cwd, given)) === file;
    return isFile(what) || (isFile(path) && (at === undefined || Number(at) === line));
}
