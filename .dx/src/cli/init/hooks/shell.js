/** Hooks that are programs for a shell. */
import { accessSync, constants, lstatSync, readFileSync } from 'node:fs';
const open = '# >>> otp-audit, written by `otp-audit init`';
const close = '# <<< otp-audit';
/** @param fresh The whole file, where there is none. */
export function shellStep(path, command, fresh, about) {
    const step = { part: 'hook', about, path };
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat)
        return { ...step, kind: 'change', after: fresh, isExecutable: true };
    const byHand = (why) => ({ ...step, kind: 'by hand', why, text: `${command}\n` });
    if (!stat.isFile())
        return byHand('is a link; what it points to may be used elsewhere');
    const before = readFileSync(path, 'utf8');
    if (/\botp-audit\b/.test(before))
        return { ...step, kind: 'present' };
    const why = unsafe(before);
    return why === undefined ? { ...step, kind: 'change', before, after: withBlock(before, command) } : byHand(why);
}
/** For the hooks that git itself calls. */
export function isIgnoredByGit(path) {
    if (process.platform === 'win32' || !lstatSync(path, { throwIfNoEntry: false })?.isFile())
        return false;
    try {
        accessSync(path, constants.X_OK);
        return false;
    }
    catch {
        return true;
    }
}
/** Why lines at the end would not be run, or would be read otherwise; none: they may be added. */
function unsafe(text) {
    if (text.includes('\r\n'))
        return 'has line ends of Windows, which a shell takes for part of a command';
    const [, program] = /^#!\s*(\S.*)/.exec(text) ?? [];
    if (program !== undefined && !/\b(?:ba|da|z|k)?sh\b/.test(program))
        return `is a program for ${program}, and no shell script`;
    if (/^exit\b|^\s*exec\b/m.test(text))
        return 'ends before its last line, with exit or exec';
    return /\\\s*$/.test(text) ? 'ends in the middle of a command' : undefined;
}
/** A script fails if its last command does, which is no longer the last one: the first line sees to that. */
function withBlock(text, command) {
    const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
    return `${text}${gap}${open}\n[ $? -eq 0 ] || exit 1 # what stands above has to pass\n${command}\n${close}\n`;
}
