import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from '../../import-module.js';
import { MissingFormatter } from './formatter.js';
/**
 * The Prettier that a folder of the project would use.
 * @param tops Folders whose `.prettierignore` counts.
 * @throws MissingFormatter
 */
export async function openPrettier(folder, tops) {
    const prettier = await load(folder);
    const ignorePath = tops.map(top => join(top, '.prettierignore')).find(existsSync);
    return {
        name: 'Prettier',
        async format(path, text) {
            if ((await prettier.getFileInfo(path, { ignorePath })).ignored)
                return undefined;
            const options = await prettier.resolveConfig(path, { editorconfig: true });
            return prettier.format(text, { ...options, filepath: path });
        },
    };
}
async function load(folder) {
    let entry;
    try {
        entry = createRequire(join(folder, 'package.json')).resolve('prettier');
    }
    catch {
        throw new MissingFormatter('Prettier is not installed');
    }
    const loaded = await importModule(pathToFileURL(entry).href);
    return loaded.default ?? loaded;
}
