import { rowOf } from '../send/parts.js';
import { callAt, j, nodeOf, unwrapped } from '../tree.js';
/** The call of a finding, or why it can't be had. */
export function callSiteOf(finding, task) {
    const site = task.sites.find(s => s.id === finding.siteId);
    const path = site && callAt(task.tree, site);
    return site && path ? callSiteOfPath(site, path, task) : 'the call was not found in the file';
}
export function callSiteOfPath(site, path, task) {
    const call = nodeOf(path);
    const callee = unwrapped(call.callee);
    const name = nameOf(callee, task.tree);
    const row = rowOf(site, name);
    if (!row || name === undefined)
        return 'how the library bounds it is not known';
    return { site, path, call, callee, name, row };
}
function nameOf(callee, tree) {
    const property = callee.property;
    if (property)
        return (property.name ?? property.value);
    const name = callee.name;
    return name === undefined ? undefined : (importedName(name, tree) ?? name);
}
/** `once` for `waitOnce` in `import { once as waitOnce }`. */
function importedName(local, { root }) {
    let found;
    root.find(j.ImportSpecifier).forEach(p => {
        const { imported, local: own } = nodeOf(p);
        if ((own ?? imported).name === local)
            found = (imported.name ?? imported.value);
    });
    return found;
}
/** What every fix of a call has in common. Whether a time is long enough is not in the code: none is safe. */
export const placed = (codemod, { id }, { dialect, line, column }, { file }) => ({
    id,
    findings: [id],
    rule: 'untimed-call',
    codemod,
    dialect,
    file,
    line,
    column,
    safety: 'review',
});
