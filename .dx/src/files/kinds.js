/** None for declarations, which hold no calls, and for everything that is not TypeScript or JavaScript. */
export function kindOf(path) {
    if (!/[sx]$/.test(path))
        return undefined; // most of a repository's other files
    if (/\.[mc]?js$|\.jsx$/.test(path))
        return 'js';
    if (!/\.[mc]?ts$|\.tsx$/.test(path))
        return undefined;
    return /\.d\.(?:[^./\\]+\.)?[mc]?ts$/.test(path) ? undefined : 'ts';
}
/** Whether a glob asks for JavaScript in so many words: `*.js`, `*.{ts,js}`. */
export function asksForJs(glob) {
    return /\.(?:[mc]?jsx?|\{[^{}/]*\b[mc]?jsx?\b[^{}/]*\})$/.test(glob);
}
