import { runtime } from '../../../codemods/codemod.js';
import { code } from '../markdown.js';
import { counted } from '../words.js';
import { commandOf, quoted, statusOf } from './run.js';
/** What is to be done next; nothing that is done already. */
export function nextStepsOf(facts, run) {
    const { manual, unread, steps, fixes } = facts;
    const callsFixed = fixes.some(f => f.findings.some(n => n.rule === 'untimed-call'));
    return [
        ...ofState(facts, run),
        ...(run.state === 'written' && callsFixed ? ['Adjust timeouts based on operation type'] : []),
        ...(run.state === 'written' && !facts.after.isDeclared
            ? [`Add ${code(runtime)} to the dependencies: ${code(`npm install ${runtime}`)}`]
            : []),
        ...(steps.length > 0 && run.state !== 'undone' ? [`Read the ${counted(steps.length, 'step')} under "Steps"`] : []),
        ...(manual.length > 0 ? [`Decide on the ${counted(manual.length, 'finding')} under "Manual review"`] : []),
        ...(unread.length > 0 ? [`Make ${counted(unread.length, 'file')} readable that could not be checked`] : []),
    ];
}
function ofState({ scanned: { roots } }, run) {
    const command = code(commandOf(roots, run.asked));
    switch (run.state) {
        case 'dry run':
            return [`Read the diff of ${code(commandOf(roots, run.asked, true))}`, `Write it with ${command}`];
        case 'written':
            return ['Review the changes in modified files', ...(run.verify ? [] : ['Run tests to ensure everything works'])];
        case 'nothing to write':
            return [];
        case 'taken back':
            return [`Find out why ${run.verify ? code(run.verify.command) : 'the tests'} failed, then run ${command} again`];
        case 'undone':
            return [`Migrate again when it is time: ${command}`];
    }
}
/** The last lines of the plan's report of sends, with what is true here: no TODO comments, no .backup files. */
export function planNextSteps({ scanned: { roots }, manual }, run) {
    const where = roots.map(quoted).join(' ');
    const steps = [
        run.state === 'dry run' ? 'Review the diff, and migrate without --dry-run' : 'Review the changes in modified files',
        'Run tests to ensure everything works',
        ...(manual.length > 0 ? ['Check the rows under "Manual review"'] : []),
        `No .backup files: ${statusOf(run).replaceAll('`', '')}`,
    ];
    return [
        'Next steps:',
        ...steps.map((step, at) => `${at + 1}. ${step}`),
        '',
        'To review changes:',
        run.state === 'dry run' ? `  ${commandOf(roots, run.asked, true)}` : `  git diff ${where}`,
        '',
        'To run tests:',
        `  ${run.verify?.command ?? 'npm test'}`,
        '',
        'To find remaining sends:',
        `  otp-audit scan ${where} --format text`,
    ];
}
