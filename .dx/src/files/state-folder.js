/** Everything that this tool keeps below a root; git does not see it. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
export const stateFolder = (root) => join(root, '.otp-audit');
/** Made where it is missing, with what hides it from git. */
export function makeStateFolder(root, ...below) {
    let folder = stateFolder(root);
    make(folder);
    const ignore = join(folder, '.gitignore');
    for (const name of below) {
        folder = join(folder, name);
        make(folder);
    }
    if (!existsSync(ignore))
        writeFileSync(ignore, '*\n');
    return folder;
}
/** Not several at once: where nothing can be written, Node would say that something is missing. */
function make(folder) {
    try {
        mkdirSync(folder);
    }
    catch (error) {
        const isThere = error.code === 'EEXIST' && statSync(folder).isDirectory();
        if (!isThere)
            throw error;
    }
}
