/** This package itself, wherever the file lies that this code is built into. Node's own way to it takes milliseconds. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
let found;
/** @throws Error where the package is in pieces. */
export function tool() {
    found ??= find(dirname(fileURLToPath(import.meta.url)));
    return found;
}
function find(folder) {
    for (let dir = folder;; dir = dirname(dir)) {
        const manifest = manifestIn(dir);
        if (manifest?.name === 'otp-audit')
            return { folder: dir, version: manifest.version };
        if (dirname(dir) === dir)
            throw new Error(`${folder} is in no package of otp-audit; install it again`);
    }
}
function manifestIn(folder) {
    try {
        return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
