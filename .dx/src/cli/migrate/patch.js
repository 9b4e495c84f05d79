import { prefixOf } from '../../files/git.js';
import { textAfter, unifiedDiff } from '../../migrate/index.js';
/** For `git apply`, which takes names from the top of the checkout wherever it is run. */
export function patchOf({ root, files }) {
    const prefix = prefixOf(root);
    return files.map(f => unifiedDiff(prefix + f.file, f.raw, textAfter(f))).join('');
}
