/** Whether anything runs a release. */
import { ancestors, classOf, contains, functionOf, isClass, isFunction, unwrapUp, } from '../ast.js';
import { functionName, isConstructor, ownerFunction } from '../flow.js';
import { assignedInVain, keptInVain } from './kept.js';
import { memberUses } from './uses.js';
export function reachOf(release, registration, file, callers) {
    const fn = functionOf(registration);
    const owner = ownerFunction(registration);
    if (functionOf(release) === fn && release.start < registration.start)
        return 'before';
    for (let g = functionOf(release); g && g !== fn && g !== owner && !contains(g, registration); g = functionOf(g))
        if (!isReached(g, file, callers))
            return 'never';
    return 'runs';
}
/** A function of its own: a method, an exported function, or one that somebody calls. */
function isReached(fn, file, callers) {
    if (isConstructor(fn))
        return true;
    const p = unwrapUp(fn).parent;
    if (p?.type !== 'MethodDefinition' && p?.type !== 'PropertyDefinition')
        return isUsed(fn, file);
    if (p.key.type !== 'PrivateIdentifier' && p.accessibility !== 'private')
        return true;
    const name = functionName(fn);
    return (callers.of(fn, file).length > 0 ||
        (name !== undefined &&
            memberUses(file, name).some(use => contains(classOf(fn) ?? file.program, use) && !contains(fn, use))));
}
/** Referred to in any way: called, returned, handed over, exported. */
function isUsed(fn, file) {
    const name = functionName(fn);
    const p = unwrapUp(fn).parent;
    if (p?.type !== 'VariableDeclarator' && fn.type !== 'FunctionDeclaration')
        return !keptInVain(fn, file) && !assignedInVain(fn, file);
    if (name === undefined)
        return true;
    const declared = fn.type === 'FunctionDeclaration' ? fn.id : p?.type === 'VariableDeclarator' ? p.id : undefined;
    for (const a of ancestors(fn)) {
        if (a.type === 'ExportNamedDeclaration' || a.type === 'ExportDefaultDeclaration')
            return true;
        if (isFunction(a) || isClass(a))
            break;
    }
    return (file.identifiers.get(name) ?? []).some(id => id !== declared && !contains(fn, id) && !keptInVain(id, file));
}
