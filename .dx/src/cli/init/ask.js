/** Asks about each part of a plan, on a terminal. */
import { paintFor, wantsColour } from '../colour.js';
import { diffOf, shown } from './show.js';
import { services } from './workflow.js';
/** What was agreed to; none: the user quit. */
export async function agreed({ steps }, root, context) {
    const changes = steps.filter(isChange);
    const chosen = [];
    for (const part of new Set(changes.map(step => step.part))) {
        const own = changes.filter(step => step.part === part);
        const answer = await askAbout(part, own, root, context);
        if (answer === 'quit')
            return undefined;
        if (answer === 'yes')
            chosen.push(...own);
    }
    return chosen;
}
export const isChange = (step) => step.kind === 'change';
const answers = { '': 'yes', y: 'yes', n: 'no', d: 'diff', q: 'quit' };
async function askAbout(part, changes, root, context) {
    const paint = await paintFor(wantsColour(context.stderr, context.env, true));
    const names = changes.map(({ path, before }) => `${before === undefined ? 'write' : 'add to'} ${shown(path, root)}`);
    for (;;) {
        await context.stderr.write(paint.bold(`${part}: ${names.join(' and ')}? Y)es  n)o  d)iff  q)uit: `));
        const line = await answerOf(context);
        const answer = line === undefined ? 'quit' : answers[line];
        if (answer === 'diff')
            await context.stderr.write(changes.map(change => diffOf(change, root)).join(''));
        else if (answer !== undefined)
            return answer;
    }
}
/** Where nothing tells which CI there is. */
export async function askService(context) {
    for (;;) {
        await context.stderr.write('CI: 1) GitHub Actions  2) GitLab  N)one: ');
        const line = await answerOf(context);
        if (line === undefined || line === '' || line === 'n')
            return [];
        const chosen = services[Number(line) - 1];
        if (chosen !== undefined)
            return [chosen];
    }
}
/** The first letter; none: the terminal was closed. */
async function answerOf({ stdin, stderr, signal }) {
    const line = await stdin.line(signal);
    if (line === undefined)
        await stderr.write('\n');
    return line?.trim().toLowerCase().slice(0, 1);
}
