/** What a plan looks like on a terminal. */
import { relativePath } from '../../files/paths.js';
import { newFileDiff, unifiedDiff } from '../../migrate/unified-diff.js';
import { oneLine, visible } from '../../report/markdown.js';
const words = { present: 'there', 'by hand': 'by hand', left: 'left' };
/** A line a step, and what to add by hand below its own. */
export function planText({ steps, notes }, root) {
    const rows = steps.map(step => ({ step, name: step.kind === 'left' ? `no ${step.part}` : shown(step.path, root) }));
    const width = Math.max(0, ...rows.map(({ name }) => name.length));
    const lines = rows.flatMap(({ step, name }) => [
        `  ${wordOf(step).padEnd(8)} ${name.padEnd(width)}  ${step.kind === 'left' ? step.why : step.about}`,
        ...byHand(step),
    ]);
    return [...lines, ...notes.map(note => `  note     ${note}`)].map(line => `${line.trimEnd()}\n`).join('');
}
export const nextText = (next) => next.map(({ command, why }) => `  then     ${command}  (${why})\n`).join('');
const wordOf = (step) => step.kind === 'change' ? (step.before === undefined ? 'new' : 'add to') : words[step.kind];
function byHand(step) {
    if (step.kind !== 'by hand')
        return [];
    const lines = step.text?.trimEnd().split('\n') ?? [];
    return [
        `           it ${oneLine(step.why)}${lines.length > 0 ? '; to add:' : ''}`,
        ...lines.map(line => `             ${visible(line)}`),
    ];
}
/** As patches have it: the whole of a new file, the lines around of another. */
export function diffOf({ path, before, after, isExecutable }, root) {
    const file = shown(path, root);
    return before === undefined ? newFileDiff(file, after, isExecutable) : unifiedDiff(file, before, after);
}
export const shown = (path, root) => visible(relativePath(root, path));
