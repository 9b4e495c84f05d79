import { code } from '../markdown.js';
/**
 * `dry run`: nothing was written. `written`. `nothing to write`: no fix was left. `taken back`: written, and undone as
 * the command of `--verify` failed. `undone`: by `--undo`, later.
 */
export const runStates = ['dry run', 'written', 'nothing to write', 'taken back', 'undone'];
/** Whether the code on the disk is that of after the migration. */
export const isOnDisk = ({ state }) => state === 'written' || state === 'nothing to write';
export function statusOf({ state, id, verify }) {
    switch (state) {
        case 'dry run':
            return 'dry run, nothing was written';
        case 'written':
            return id === undefined ? 'written' : `written; ${code(`otp-audit migrate --undo ${id}`)} takes it back`;
        case 'nothing to write':
            return 'nothing to write';
        case 'taken back':
            return `taken back${verify ? `, as ${code(verify.command)} failed` : ''}; the files are as they were before`;
        case 'undone':
            return 'undone; the files are as they were before';
    }
}
/** The command that makes the same migration, or with `--dry-run` shows it. */
export function commandOf(roots, { safety, rules = [], dialects = [] }, isDry = false) {
    return [
        'otp-audit migrate',
        ...(roots.length === 1 && roots[0] === '.' ? [] : roots.map(quoted)),
        ...(safety === 'safe' ? [] : [`--safety ${safety}`]),
        ...rules.map(rule => `--rule ${rule}`),
        ...dialects.map(dialect => `--dialect ${quoted(dialect)}`),
        ...(isDry ? ['--dry-run'] : []),
    ].join(' ');
}
export const quoted = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
