import { parts, union } from './ty.js';
/**
 * What a value is under a type that is written for it. A base says less of it than the value itself does
 * (`worker as NodeJS.EventEmitter`); a structural type of the user's own adds to what a library's object is.
 */
export function writtenType(library, written, value) {
    if (written.k === 'unknown')
        return value;
    const all = parts(value);
    if (written.k === 'shape')
        return union([...all.filter(v => v.k === 'lib'), written]);
    if (!all.every(v => v.k === 'lib'))
        return written;
    const isBase = written.k === 'plain' || all.every(v => written.k === 'lib' && library.isA(v.name, written.name));
    return isBase ? value : written;
}
