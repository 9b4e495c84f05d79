/** From files to sites: the parse, and what each file decides by itself and its imports. */
import { NotSource } from '../files/read.js';
import { unreadable } from '../files/skipped.js';
import { ParseError } from '../sites/ast.js';
import { findSites } from '../sites/find.js';
import { breather } from './breath.js';
/** Why nothing is known of a file. A fault of our own is named as one; it costs one file, not the scan. */
export function reasonOf(error) {
    if (error instanceof ParseError || error instanceof NotSource)
        return error.message;
    const { code, syscall, message } = error;
    return code && syscall ? unreadable(error) : `internal error, please report it: ${message}`;
}
/** Parses what the quick test lets through, and finds the sites that each file decides by itself and its imports. */
export async function collect(wanted, inf, prefilter, signal, onFile) {
    inf.library.nameOnly(d => !prefilter.lacks(d));
    const files = [];
    const skipped = [];
    const breathe = breather(signal);
    for (const path of wanted) {
        await breathe();
        try {
            const file = inf.project.file(path);
            const found = findSites(inf, file);
            const undecided = found.undecided
                .map(c => ({ ...c, dialects: c.dialects.filter(d => prefilter.hasDialect(d)) }))
                .filter(c => c.dialects.length > 0);
            files.push({ file, sites: found.sites, undecided, unrelated: [] });
        }
        catch (error) {
            skipped.push({ file: path, reason: reasonOf(error) });
        }
        onFile?.();
    }
    return { files, skipped };
}
