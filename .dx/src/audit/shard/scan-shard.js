/** A scan of one part of the files, with all that is needed to put the parts together again. */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { relativePath } from '../../files/paths.js';
import { locateBaseline } from '../baseline/locate.js';
import { scan } from '../scan.js';
import { configurationOf } from './baseline.js';
import { encodeShard } from './file.js';
import { stretch } from './part.js';
/**
 * All files are read, and as many are parsed as the type checker's programs need; the part's own are judged.
 * @returns Also the shard's file as it is to be written.
 * @throws as `scan`
 */
export async function scanShard(options, part) {
    const root = realpathSync.native(resolve(options.root ?? '.'));
    const sources = createHash('sha256');
    let own = [];
    let inside;
    const result = await scan(options, undefined, undefined, undefined, {
        wholePrograms: true,
        only: (found, passed) => {
            own = stretch(found.files, passed, part);
            // what no file stands for can be told once
            return new Set([...own, ...(part.index === 1 ? found.skipped.map(s => s.file) : [])]);
        },
        read: (path, bytes) => void sources.update(`${relativePath(root, path)}\0${bytes.length}\0`).update(bytes),
        see: seen => {
            inside = seen;
        },
    });
    const { durationMs: _, ...summary } = result.summary;
    const { settings, library, parsed } = inside;
    const { config } = options;
    const baseline = locateBaseline(root, settings.baseline);
    const text = encodeShard({
        tool: result.tool,
        shard: part,
        scan: {
            commit: summary.commit ?? null,
            sources: sources.digest('hex'),
            options: {
                types: options.types ?? 'native',
                config: typeof config === 'string' ? relativePath(root, resolve(root, config)) : (config ?? null),
                configuration: configurationOf(settings),
                failOn: settings.failOn,
                baseline: baseline === undefined ? null : relativePath(root, baseline),
            },
        },
        files: own.map(file => relativePath(root, file)),
        dialects: [...library.dialects],
        identities: [...(parsed?.identities ?? [])],
        result: { ...result, summary },
    });
    return { result, text };
}
