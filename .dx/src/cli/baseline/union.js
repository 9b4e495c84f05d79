/** Lets git take both sides where two branches add entries at one place. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf } from '../../audit/baseline/compare.js';
import { UsageError } from '../../errors.js';
import { mergeDriver, repositoryOf } from '../../files/git.js';
import { isMissing } from '../../files/skipped.js';
import { say } from '../context.js';
import { checkWritable, OutputError, writeAtomically } from '../output.js';
/** Says before a long scan what would fail after it. @throws UsageError, OutputError */
export function expectUnionPossible(path) {
    const folder = folderOf(path);
    if (repositoryOf(folder) === undefined)
        throw new UsageError('--merge-union: there is no git checkout here; leave it out');
    checkWritable(join(folder, '.gitattributes'));
}
/** Adds a line to the `.gitattributes` beside the baseline, unless git does so already. */
export async function mergeByUnion(path, context) {
    const [folder, name] = [folderOf(path), basename(path)];
    if ((await mergeDriver(folder, name, context.signal)) === 'union') {
        await say(context, `git merges ${name} by union already`);
        return;
    }
    const attributes = join(folder, '.gitattributes');
    const old = textOf(attributes);
    const end = old.includes('\r\n') ? '\r\n' : '\n';
    const gap = old === '' || old.endsWith('\n') ? '' : end;
    await writeAtomically(attributes, `${old}${gap}${pattern(name)} merge=union${end}`);
    await say(context, `added ${name} to .gitattributes: git takes the entries of both sides`);
}
export async function adviseUnion(path, context) {
    const [folder, name] = [folderOf(path), basename(path)];
    if (repositoryOf(folder) === undefined)
        return;
    if ((await mergeDriver(folder, name, context.signal)) === 'union')
        return;
    await say(context, 'entries of two branches seldom meet; otp-audit baseline --merge-union has git take both where they do');
}
function textOf(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch (error) {
        if (isMissing(error))
            return '';
        throw new OutputError(`can't add to ${path}: ${error.message}`);
    }
}
/** A name that means itself. */
function pattern(name) {
    const literal = name.replace(/[\\*?[]/g, '\\$&');
    return /[\s"#!]/.test(literal) ? JSON.stringify(literal) : literal;
}
