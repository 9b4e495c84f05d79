/** Which reports were asked for, and where each goes. */
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.js';
import { formats } from '../report/index.js';
import { choice } from './choice.js';
const names = formats.map(({ name }) => name);
export function formatOption() {
    const one = choice('--format <name[=file]>', `what to print, or to write to a file; may be given again (default: ${names[0]})`, names);
    const parse = one.parseArg;
    return one.argParser((value, previous) => {
        const [, name, file] = /^([^=]*)(?:=(.*))?$/s.exec(value);
        const asked = { name: parse(name, undefined), file };
        if (file === '')
            throw new InvalidArgumentError('No file is named behind =.');
        return [...(previous ?? []), asked];
    });
}
/**
 * @param out Of `--out`: where the one report without a file of its own goes.
 * @throws UsageError for what would mix two reports.
 */
export function wantedReports(asked, out, cwd) {
    if (out === '')
        throw new UsageError('--out is empty; name a file');
    const all = asked.length > 0 ? asked : [{ name: names[0] }];
    const free = all.filter(({ file }) => file === undefined);
    if (out !== undefined && free.length === 0)
        throw new UsageError(`--out ${out} has no report: each --format names a file of its own; leave one of them out`);
    if (free.length > 1) {
        const [a, b] = free;
        throw new UsageError(`--format ${a.name} and --format ${b.name} both go to ${out ?? 'standard output'}; give one a file, as in --format ${b.name}=FILE`);
    }
    const wanted = all.map(({ name, file = out }) => {
        const format = formats.find(f => f.name === name);
        return file === undefined || file === '-' ? { format } : { format, file: resolve(cwd, file), given: file };
    });
    expectApart(wanted);
    return wanted;
}
function expectApart(wanted) {
    const seen = new Map();
    for (const { format, file, given } of wanted) {
        const place = file === undefined ? '' : placeOf(file);
        if (place === undefined)
            continue;
        const other = seen.get(place);
        if (other !== undefined)
            throw new UsageError(`--format ${other} and --format ${format.name} both go to ${given ?? 'standard output'}; name two files`);
        seen.set(place, format.name);
    }
}
/** Two names of one file are one place. None for what takes any number of reports, such as `/dev/null`. */
function placeOf(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat)
        return path;
    return stat.isFile() ? realpathSync(path) : undefined;
}
