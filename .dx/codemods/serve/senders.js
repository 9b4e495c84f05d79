import { runtime } from '../codemod.js';
import { j } from '../tree.js';
import { namesIn, namesOfPeers } from './held.js';
import { programOf } from './program.js';
const kinds = [
    {
        dialect: 'node:worker_threads',
        made: /^new Worker$/,
        sent: 'Worker#postMessage',
        type: 'Worker',
        endpoint: 'ParentPort',
    },
    {
        dialect: 'node:child_process',
        made: /^fork$/,
        sent: 'ChildProcess#send',
        type: 'ChildProcess',
        endpoint: 'Process',
    },
    { dialect: 'node:cluster', made: /^(Cluster#)?fork$/, sent: 'Worker#send', type: 'Worker', endpoint: 'Process' },
];
export function* servedBy(project) {
    const files = new Set(project.sites.filter(s => kindOf(s) && !s.inTest).map(s => s.file));
    for (const file of files) {
        const input = project.open(file);
        if (!input)
            continue;
        for (const kind of kinds) {
            const made = input.sites.filter(s => kindOf(s) === kind);
            if (made.length === 0)
                continue;
            const after = sendsOf(kind, made, input, project);
            if (!after)
                continue;
            for (const site of made) {
                const program = programOf(site, input, project);
                if (program !== undefined)
                    yield { file: program, endpoint: kind.endpoint, after };
            }
        }
    }
}
const kindOf = (s) => s.role === 'spawn' ? kinds.find(k => k.dialect === s.dialect && k.made.test(s.symbol ?? '')) : undefined;
/** Fixes of all sends of a file to such peers; none if one stays raw, or there is nothing to be heard. */
function sendsOf(kind, made, input, { offered }) {
    const sends = input.sites.filter(s => /^(send|ackSend|broadcast)$/.test(s.role) && s.dialect === kind.dialect && s.symbol === kind.sent);
    const fixes = sends.map(s => offered.find(f => f.file === s.file && f.line === s.line && f.column === s.column && f.rule === 'raw-send'));
    if (fixes.includes(undefined))
        return undefined;
    if (fixes.length === 0 && !isSupervised(kind, made, input))
        return undefined;
    return fixes.map(f => f.id);
}
const supervised = /^(postSupervised|sendSupervised|postBroadcast|broadcastSupervised|call)$/;
/** The file sends to them through the runtime already. */
function isSupervised({ type }, made, input) {
    const { root, text } = input.tree;
    if (!text.includes(runtime))
        return false;
    const locals = new Set();
    root
        .find(j.ImportDeclaration)
        .filter(p => p.node.source.value === runtime)
        .find(j.ImportSpecifier)
        .filter(p => supervised.test(p.node.imported.name ?? ''))
        .forEach(p => void locals.add(String(p.node.local?.name ?? p.node.imported.name)));
    if (locals.size === 0)
        return false;
    const peers = namesOfPeers(made, type, input);
    return root.find(j.CallExpression).some(p => {
        const { callee, arguments: args } = p.node;
        return locals.has(callee.name) && args[0] !== undefined && namesIn(args[0]).some(n => peers.has(n));
    });
}
/** Sends to peers whose program serves already: theirs leave at the end of the microtask, no longer with the call. */
export function toServed(project) {
    const out = new Set();
    for (const { file, after } of servedBy(project)) {
        const program = after.length > 0 ? project.open(file) : undefined;
        if (program && serves(program))
            for (const id of after)
                out.add(id);
    }
    return out;
}
const serves = ({ tree }) => tree.text.includes(runtime) && tree.root.find(j.ImportSpecifier, { imported: { name: 'servePeer' } }).size() > 0;
