/** Something could not be read or written. Its message says what became of the files. */
export class ApplyError extends Error {
    name = 'ApplyError';
}
const reasons = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space is left',
    EDQUOT: 'no space is left',
    ENOENT: 'it is gone',
};
/** In words, where the system has a code for it. */
export function reasonOf(error) {
    const { code, message } = error;
    return reasons[code ?? ''] ?? message;
}
