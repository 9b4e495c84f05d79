/** Which types of the tables a value has. */
import { annotationType } from './annotations.js';
import { parseTypeText } from './ty.js';
/** Library types that a value is or inherits from, nearest first, and whether the user's own class answers `name` before them. */
export function libraryTypes(inf, ty, name, depth = 0, seen = new Set()) {
    if (depth > 10)
        return { types: [] };
    switch (ty.k) {
        case 'lib':
            return { types: [ty.name] };
        case 'joint':
        case 'union': {
            const all = ty.of.map(t => libraryTypes(inf, t, name, depth + 1));
            return { types: all.flatMap(a => a.types), why: all.find(a => a.why)?.why, own: all.every(a => a.own) };
        }
        case 'member':
            if (ty.member.type !== undefined)
                return libraryTypes(inf, parseTypeText(ty.member.type, ty.self), name, depth + 1);
            return { types: [] };
        case 'instance': {
            const own = ty.decl.body.body.some(m => 'key' in m && m.key.type === 'Identifier' && m.key.name === name && !m.static);
            if (own)
                return { types: [], own: true };
            if (!ty.decl.superClass)
                return { types: [] };
            return libraryTypes(inf, inf.instanceOf(inf.typeOf(ty.decl.superClass, ty.file)), name, depth + 1);
        }
        case 'shape': {
            if (ty.decl.type !== 'TSInterfaceDeclaration' || seen.has(ty.decl))
                return { types: [] };
            seen.add(ty.decl);
            const all = ty.decl.extends.map(e => libraryTypes(inf, annotationType(inf, e, ty.file), name, depth + 1, seen));
            return { types: all.flatMap(a => a.types), why: all.find(a => a.why)?.why };
        }
        case 'unknown':
            return { types: [], why: ty.why };
        default:
            return { types: [] };
    }
}
