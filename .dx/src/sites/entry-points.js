/** Sources behind a package's name: its package.json tells of built files, and none need be built when it is scanned. */
/** Folders that builds write to, by convention, and what often stands between them and the path below the sources. */
const output = /^(?:\.\/)?(?:lib|dist|build|out|output|esm|cjs|es|types|target)(?:\/(?:esm|cjs|es|mjs|types|src))?\//;
/**
 * Paths below the package's folder, the likeliest first, at which the source of `name/rest` may be; without an ending
 * where the file has another than its source.
 */
export function sourcesOf(manifest, rest) {
    const declared = rest === '' ? [...exported(manifest.exports, '.'), ...mains(manifest)] : exported(manifest.exports, `./${rest}`);
    const plain = rest === '' ? ['src/index', 'src/main', 'index', 'lib/index'] : [`src/${rest}`, rest, ...unbuilt(rest)];
    return [...new Set([...declared.flatMap(path => [...unbuilt(path), withoutTypes(path)]), ...plain])];
}
const mains = ({ types, typings, module, main }) => [types, typings, module, main].filter(path => typeof path === 'string');
/** What `exports` says of a subpath: the texts of all conditions, with `*` filled in. */
function exported(exports, subpath) {
    if (typeof exports !== 'object' || exports === null)
        return subpath === '.' ? texts(exports) : [];
    const keys = Object.keys(exports).filter(key => key.startsWith('.'));
    if (keys.length === 0)
        return subpath === '.' ? texts(exports) : [];
    for (const key of keys) {
        const value = exports[key];
        if (key === subpath)
            return texts(value);
        const [before = '', after] = key.split('*');
        if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after))
            continue;
        const middle = subpath.slice(before.length, subpath.length - after.length);
        return texts(value).map(path => path.replaceAll('*', () => middle));
    }
    return [];
}
function texts(value) {
    if (typeof value === 'string')
        return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
const unbuilt = (path) => (output.test(path) ? [`src/${withoutTypes(path.replace(output, ''))}`] : []);
const withoutTypes = (path) => path.replace(/\.d\.([mc]?)ts$/, '.$1js');
