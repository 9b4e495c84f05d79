/** The baseline of a scan, if there is one: read before anything is scanned, compared with what came of it. */
import { join } from 'node:path';
import { locateBaseline } from './locate.js';
/**
 * That of the options, else of the configuration, else the nearest. With what is staged goes the staged one.
 * @throws UsageError for one that is missing, damaged or can't be read.
 */
export async function baselineOf(root, settings, { baseline, staged, signal }) {
    const path = locateBaseline(root, typeof baseline === 'string' || baseline === false ? baseline : (settings.baseline ?? baseline));
    if (path === undefined)
        return undefined;
    const { readBaseline } = await import('./file.js');
    const content = staged ? await (await import('../../files/git.js')).indexedFile(path, signal) : undefined;
    return readBaseline(root, path, content);
}
export async function against(result, baseline, { root, settings, files, texts }, { staged = false, why }) {
    const { compare } = await import('./compare.js');
    const { summary, skipped, sites } = result;
    const looked = {
        root,
        paths: summary.roots,
        files,
        skipped: skipped.map(s => join(root, s.file)),
        preset: summary.preset,
        ran: (rule, path) => settings.rulesOf(path)[rule].state === 'on',
        sites,
        isStaged: staged,
        texts,
    };
    return compare(result, baseline, looked, why);
}
