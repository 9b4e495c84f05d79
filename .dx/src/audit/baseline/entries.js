import { fileBelow, folderOf } from './compare.js';
import { entryOf } from './entry.js';
/**
 * What a baseline at a path says of a result.
 * @param matches By which entry of an older one a finding goes.
 */
export function entriesOf({ findings, summary: { preset } }, root, path, matches) {
    const folder = folderOf(path);
    return findings.map(finding => {
        // what `recommended` finds, it finds under any preset
        const least = matches?.get(finding)?.preset === 'recommended' ? 'recommended' : preset;
        return entryOf(finding, fileBelow(folder, root, finding), least);
    });
}
