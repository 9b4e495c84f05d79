export function unreadable(error) {
    const { code, message } = error;
    return `can't be read (${code ?? message})`;
}
/** Nothing is there: not a failure to read, but nothing to read. */
export function isMissing(error) {
    const { code } = error;
    return code === 'ENOENT' || code === 'ENOTDIR';
}
