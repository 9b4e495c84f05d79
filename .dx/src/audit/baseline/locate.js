/** Where the baseline lies. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import { repositoryOf } from '../../files/git.js';
export const baselineName = 'otp-audit.baseline';
/**
 * The one that is asked for, or the nearest at or above the root, inside of its checkout.
 * @throws UsageError where one is wanted and there is none.
 */
export function locateBaseline(root, asked) {
    if (asked === false)
        return undefined;
    if (typeof asked === 'string')
        return resolve(root, asked);
    const top = repositoryOf(root) ?? root;
    for (let folder = root;; folder = dirname(folder)) {
        const path = join(folder, baselineName);
        if (existsSync(path))
            return path;
        if (folder === top || dirname(folder) === folder)
            break;
    }
    if (asked)
        throw new UsageError(`there is no ${baselineName} at or above ${root}; write one with otp-audit baseline`);
    return undefined;
}
