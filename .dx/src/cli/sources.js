import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { prefixOf, repositoryOf } from '../files/git.js';
/**
 * Where reports find the code that they quote: what was scanned, in the work tree or the index.
 * @param texts Stand in for files, by absolute path.
 */
export async function sourceOf(options, texts) {
    const root = realpathSync.native(options.root);
    const staged = options.staged ? await readIndex(root, options) : undefined;
    return file => {
        const path = join(root, file);
        return texts?.get(path) ?? staged?.raws.get(path) ?? staged?.texts.get(path) ?? read(path);
    };
}
async function readIndex(root, { paths = [], signal }) {
    const { readStaged } = await import('../files/staged.js');
    return readStaged(root, paths, signal);
}
/** A file that has gone since is not quoted. */
function read(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** The checkout that a root is in, by whose top folder reports of CI name files. */
export function checkoutOf(given, env) {
    const root = realpathSync.native(given);
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, CI_PROJECT_URL: project } = env;
    const uri = server && name ? `${server}/${name}` : project;
    return { folder: repositoryOf(root) ?? root, prefix: prefixOf(root), uri: uri && URL.canParse(uri) ? uri : undefined };
}
