/** Results of functions with type parameters: `retry(() => fork(path))` hands back what the function that it is given makes. */
import { annotationType } from './annotations.js';
import { union } from './ty.js';
/** Type of the result, if the written one is a type parameter that the call tells, or that an argument says. */
export function instantiated(inf, fn, home, call, file) {
    const parameters = fn.typeParameters?.params.map(p => p.name.name) ?? [];
    const returned = fn.returnType?.typeAnnotation;
    if (parameters.length === 0 || !returned)
        return undefined;
    const meant = (name) => {
        const told = call.typeArguments?.params[parameters.indexOf(name)];
        if (told)
            return annotationType(inf, told, file);
        for (const [i, p] of fn.params.entries()) {
            const annotation = 'typeAnnotation' in p ? p.typeAnnotation : null;
            const argument = call.arguments[i];
            const found = annotation && argument && matched(inf, annotation.typeAnnotation, inf.typeOf(argument, file), name);
            if (found)
                return found;
        }
        return undefined;
    };
    return filled(inf, returned, home, name => (parameters.includes(name) ? meant(name) : undefined));
}
/** What a type parameter has to be for a value to have a written type. */
function matched(inf, written, value, name) {
    switch (written.type) {
        case 'TSTypeReference': {
            if (written.typeName.type !== 'Identifier')
                return undefined;
            if (written.typeName.name === name)
                return value.k === 'unknown' ? undefined : value;
            const inner = written.typeArguments?.params.at(-1);
            return inner && 'of' in value && !Array.isArray(value.of) ? matched(inf, inner, value.of, name) : undefined;
        }
        case 'TSUnionType':
            return written.types.map(t => matched(inf, t, value, name)).find(t => t !== undefined);
        case 'TSArrayType':
            return value.k === 'list' ? matched(inf, written.elementType, value.of, name) : undefined;
        case 'TSFunctionType':
            return value.k === 'function' && written.returnType
                ? matched(inf, written.returnType.typeAnnotation, inf.returnType(value.node, value.file), name)
                : undefined;
        default:
            return undefined;
    }
}
/** A written type with its type parameters filled in; none if it has none that is known. */
function filled(inf, written, home, meant) {
    switch (written.type) {
        case 'TSTypeReference': {
            if (written.typeName.type !== 'Identifier')
                return undefined;
            const inner = written.typeArguments?.params.at(-1);
            if (!inner)
                return meant(written.typeName.name);
            const whole = annotationType(inf, written, home);
            const of = filled(inf, inner, home, meant);
            return of && (whole.k === 'promise' || whole.k === 'list' || whole.k === 'map') ? { k: whole.k, of } : undefined;
        }
        case 'TSUnionType': {
            const known = written.types.map(t => filled(inf, t, home, meant));
            return known.some(t => t !== undefined)
                ? union(written.types.map((t, i) => known[i] ?? annotationType(inf, t, home)))
                : undefined;
        }
        case 'TSArrayType': {
            const of = filled(inf, written.elementType, home, meant);
            return of && { k: 'list', of };
        }
        default:
            return undefined;
    }
}
