import { factsOf, migrationJson, migrationMarkdown, } from '../report/migration/index.js';
import { say } from './context.js';
import { writeAtomically } from './output.js';
/** To be taken before anything is written: numbers that do not add up are a fault of this tool. */
export async function factsBefore(migration, asked, context) {
    const { deployments } = await import('../migrate/index.js');
    return factsOf(migration, asked, await deployments(migration, context.signal));
}
/** Writes the report, if one is asked for, and keeps the run. */
export async function conclude(last, { root, report, keep }, context) {
    if (report !== undefined)
        await writeAtomically(report, printed(last, report.endsWith('.json') ? 'json' : 'markdown'));
    if (!keep)
        return;
    const { remember } = await import('../migrate/index.js');
    try {
        await remember(root, last);
    }
    catch (error) {
        // a dry run is good for a folder that can't be written to
        if (error.code === undefined)
            throw error;
        await say(context, `not kept for otp-audit report: ${error.message}`);
    }
}
export const printed = ({ facts, run, generated }, format) => (format === 'json' ? migrationJson : migrationMarkdown)(facts, run, generated);
