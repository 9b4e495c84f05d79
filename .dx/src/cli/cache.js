/** `--explain-cache`: what came of the cache, in lines. */
import { counted } from '../report/words.js';
const shown = 10;
export function explained({ outcome, reasons, checked, notKept, trouble }) {
    if (outcome === 'off')
        return [`cache: not used: ${reasons.join('; ')}`];
    if (outcome === 'taken' && checked) {
        const { files, folders, byContent } = checked;
        const closer = byContent > 0 ? `, ${byContent} of them by content` : '';
        return [`cache: taken whole: ${counted(files, 'file')} and ${counted(folders, 'folder')} are as they were${closer}`];
    }
    const named = reasons.slice(0, shown).map(reason => `cache: nothing was taken: ${reason}`);
    const more = reasons.length > shown ? [`cache: and ${reasons.length - shown} more reasons`] : [];
    const why = notKept ?? trouble;
    const kept = why === undefined ? 'cache: this result is kept' : `cache: this result is not kept: ${why}`;
    return [...named, ...more, kept];
}
