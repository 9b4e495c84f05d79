/** `scan --stdin`: an editor's text, saved or not, judged as if it stood in its file. */
import { isUtf8 } from 'node:buffer';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { scan } from '../../audit/scan.js';
import { UsageError } from '../../errors.js';
import { headCommit } from '../../files/git.js';
import { kindOf } from '../../files/kinds.js';
import { OutputError } from '../output.js';
import { asGiven } from '../paths.js';
/**
 * Reads standard input to its end.
 * @throws UsageError where nothing is piped in, or it is no source; OutputError where it can't be read.
 */
export async function readPiped({ isAsked, name, paths }, { root }, context) {
    if (!isAsked)
        throw new UsageError(`--stdin-filename ${name} is the file that --stdin is about; give both`);
    if (name === undefined)
        throw new UsageError('--stdin wants a file to be judged as; add --stdin-filename src/a.ts');
    if (paths.length > 0)
        throw new UsageError(`--stdin scans one text; leave ${paths.join(' ')} out`);
    const given = asGiven(root, name);
    if (kindOf(given) === undefined)
        throw new UsageError(`--stdin-filename ${name}: is no source file; name a .ts, .tsx, .mts, .cts or JavaScript file`);
    if (context.stdin.isTTY)
        throw new UsageError('--stdin: standard input is a terminal; pipe the text in, as in --stdin < FILE');
    const [bytes, commit] = await Promise.all([read(context), headCommit(realpathSync.native(root), context.signal)]);
    const file = realFile(given);
    const isText = isUtf8(bytes);
    const texts = new Map(isText ? [[file, bytes.toString().replace(/^\uFEFF/, '')]] : []);
    const found = {
        files: isText ? [file] : [],
        skipped: isText ? [] : [{ file, reason: 'is not UTF-8 text' }],
        commit,
    };
    return { paths: [given], texts, scan: (options) => scan(options, texts, found) };
}
async function read({ stdin, signal }) {
    try {
        return await stdin.all(signal);
    }
    catch (error) {
        signal.throwIfAborted();
        throw new OutputError(`standard input can't be read: ${error.message}`);
    }
}
/** Scanned files are known by their real paths; one that is not there yet, by that of its folder. */
function realFile(path) {
    if (existsSync(path))
        return realpathSync.native(path);
    const folder = dirname(path);
    return folder === path ? path : join(realFile(folder), basename(path));
}
