/** Where findings are, in the words of other tools. */
import { posix } from 'node:path';
/** On Windows, a file on another drive than the root has no relative path. */
const isAbsolute = (path) => /^[A-Za-z]:\//.test(path);
/** A file as its checkout names it; what lies outside begins with `../` or a drive. */
export function inCheckout(file, { checkout }) {
    return isAbsolute(file) ? file : posix.normalize(`${checkout?.prefix ?? ''}${file}`);
}
export const isOutside = (path) => path === '..' || path.startsWith('../') || isAbsolute(path);
/** A path with `/` as part of a URI: spaces, `%`, `#` and all that is not ASCII escaped. */
export function uriPath(path) {
    return path
        .toWellFormed()
        .split('/')
        .map((part, at) => (at === 0 && isAbsolute(path) ? part : encodeURIComponent(part)))
        .join('/');
}
/** A path outside of an absolute folder, of either system, as a URI. */
export function fileUri(path, folder) {
    const whole = isAbsolute(path) ? path : `${slashed(folder)}/${path}`;
    return `file://${whole.startsWith('/') ? '' : '/'}${uriPath(whole)}`;
}
/** A backslash is a separator on Windows, and part of a name elsewhere. */
const slashed = (folder) => (/^[A-Za-z]:\\/.test(folder) ? folder.replaceAll('\\', '/') : folder);
/**
 * What to mark, of the first line only: reviews show a mark only where all of its lines have changed.
 * None where that line's end is not known.
 */
export function regionOf({ line, column }, site, source) {
    const text = source?.line(line);
    const endColumn = site && site.line === line && site.endLine === line ? site.endColumn : text === undefined ? 0 : text.length + 1;
    if (endColumn <= column || (text !== undefined && endColumn > text.length + 1))
        return undefined;
    return { line, column, endLine: line, endColumn };
}
