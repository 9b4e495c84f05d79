/** Comparing paths of different systems: everything relative is written with `/`. */
import { isAbsolute, join, relative, sep } from 'node:path';
export function slashed(path) {
    return sep === '/' ? path : path.replaceAll(sep, '/');
}
/** `file` as reports name it: relative to `root`, with `/`; `../` leads out of it. */
export function relativePath(root, file) {
    if (file.startsWith(root) && file[root.length] === sep)
        return slashed(file.slice(root.length + 1));
    return slashed(relative(root, file));
}
export function isInside(folder, path) {
    const rel = relativePath(folder, path);
    return rel === '' || !(rel === '..' || rel.startsWith('../') || isAbsolute(rel));
}
/** The path of what is named relative to a folder, with `/` and without `.` or `..`: for many, `join` takes long. */
export function within(folder, name) {
    return sep === '/' && !folder.endsWith(sep) ? `${folder}/${name}` : join(folder, name);
}
export function isInNodeModules(relative) {
    return relative.startsWith('node_modules/') || relative.includes('/node_modules/');
}
