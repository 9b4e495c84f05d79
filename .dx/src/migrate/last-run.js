/** What the last migration of a root came to, dry runs included, kept so that it can be reported on later. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/replace.js';
import { makeStateFolder, stateFolder } from '../files/state-folder.js';
import { hashOf } from './journal.js';
const version = 1;
const fileOf = (root) => join(stateFolder(root), 'last-run.json');
export async function remember(root, run) {
    makeStateFolder(root);
    const text = JSON.stringify(run);
    await replaceFile(fileOf(root), `{"version":${version},"hash":"${hashOf(text)}","run":${text}}\n`, undefined);
}
/**
 * @returns What was kept last; none if nothing was.
 * @throws Error, in words for the user, if it can't be read or is not as it was written.
 */
export function recall(root) {
    const path = fileOf(root);
    if (!existsSync(path))
        return undefined;
    let kept;
    try {
        kept = JSON.parse(readFileSync(path, 'utf8'));
    }
    catch (error) {
        throw new Error(`can't read ${path}: ${error.message}`);
    }
    if (typeof kept?.version === 'number' && kept.version !== version)
        throw new Error(`${path} was written by another version of otp-audit; migrate once more, or with --dry-run`);
    if (!kept?.run || hashOf(JSON.stringify(kept.run)) !== kept.hash)
        throw new Error(`${path} is damaged; migrate once more, or with --dry-run`);
    return kept.run;
}
