import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
/** Whether there is a folder of this name; whatever keeps us from looking counts as no. */
export function isFolder(path) {
    try {
        return statSync(path).isDirectory();
    }
    catch {
        return false;
    }
}
/** What a path stands for. One that was written on Windows, and is of no file here, is read with `/`. */
export function asGiven(folder, path) {
    const whole = resolve(folder, path);
    return path.includes('\\') && !existsSync(whole) ? resolve(folder, path.replaceAll('\\', '/')) : whole;
}
