/** How code stands, before a migration or after it: what a scan and the package.json files show of the plan's criteria. */
import { runtime } from '../../../codemods/codemod.js';
import { criteria, criterionTexts } from '../criteria.js';
import { grouped, order, tally } from '../groups.js';
import { code, path } from '../markdown.js';
import { counted } from '../words.js';
export function standingOf(result, deployment) {
    const { sends, monitors, timeouts } = criteria(result);
    return {
        findings: result.findings.length,
        selfSends: result.sites.filter(s => s.kind === 'self-send').length,
        criteria: { sends, monitors, timeouts, supervisedSend: supervisedSend(deployment) },
        watchers: watchersOf(result),
        isDeclared: deployment.importing > 0 && deployment.packages.every(isDeclared),
        importsMonitors: deployment.names.some(name => name === '*' || /monitor/i.test(name)),
    };
}
function watchersOf({ sites, findings }) {
    const watchers = sites.filter(s => s.kind === 'unmanaged-watcher' || s.kind === 'managed-watcher');
    const shapes = new Map(findings.map(f => [f.siteId, f.shape]));
    const unmanaged = watchers.filter(s => s.kind === 'unmanaged-watcher');
    return {
        files: new Set(watchers.map(s => s.file)).size,
        unmanaged: [...grouped(unmanaged, s => s.file)]
            .sort(([a], [b]) => order(a, b))
            .map(([file, own]) => {
            const counts = [...tally(own.map(s => s.shape ?? shapes.get(s.id) ?? 'other'))];
            return { file, shapes: Object.fromEntries(counts.sort(([a, m], [b, n]) => n - m || order(a, b))) };
        }),
        unreported: unmanaged.filter(s => !shapes.has(s.id)).length,
    };
}
const isDeclared = ({ field }) => field !== undefined && field !== 'devDependencies';
const sendNames = /supervised|^(postBroadcast|channel|createRuntime|defaultRuntime|\*)$/i;
/** Deployed is what production code imports and its package installs. */
function supervisedSend({ importing, names, packages }) {
    const text = criterionTexts.supervisedSend;
    const judged = (outcome, evidence) => ({ text, outcome, evidence });
    if (importing === 0)
        return judged('fail', `no file imports ${code(runtime)}`);
    const imported = `${counted(importing, 'file')} ${importing === 1 ? 'imports' : 'import'} ${code(runtime)}`;
    const broken = packages.find(p => p.unreadable !== undefined);
    if (broken)
        return judged('not checked', `${imported}, but ${path(broken.file)} can't be read: ${broken.unreadable}`);
    const missing = packages.filter(p => !isDeclared(p));
    if (missing.length > 0)
        return judged('fail', `${imported}, but ${missing.map(lack).join('; ')}`);
    const declared = packages.map(p => `${code(p.version)} in ${code(p.field)} of ${path(p.file)}`).join(', ');
    const sends = names.filter(name => sendNames.test(name));
    if (sends.length === 0)
        return judged('fail', `${imported} (${declared}), but nothing of its sends`);
    return judged('pass', `${imported} (${declared}), with ${sends.map(code).join(', ')}`);
}
const lack = ({ file, field }) => file === ''
    ? 'there is no package.json above'
    : field === undefined
        ? `${path(file)} does not depend on it`
        : `${path(file)} has it in ${code(field)} alone`;
