/** Types that a call tells a library: `setup({ types: { context: {} as C } })`, `fromCallback<Event, Input>(…)`. */
import { annotationType } from './annotations.js';
import { strip } from './ast.js';
import { propertyType } from './properties.js';
/** What the result of a call, and the parameters of its callbacks, know; inherited from the receiver if the call says nothing. */
export function givenBy(inf, target, call, file) {
    if (target.k !== 'member')
        return undefined;
    const inherited = target.self?.k === 'lib' ? target.self.given : undefined;
    const wanted = target.member.given;
    if (!wanted)
        return inherited;
    const given = { ...inherited };
    const first = call.arguments[0];
    for (const [property, places] of Object.entries(wanted))
        for (const place of places) {
            const found = at(inf, place, call, first, file);
            if (!found || found.k === 'unknown' || found.k === 'plain')
                continue;
            given[property] = found;
            break;
        }
    return Object.keys(given).length > 0 ? given : undefined;
}
function at(inf, place, call, first, file) {
    if (typeof place === 'number') {
        const argument = call.typeArguments?.params[place];
        return argument && annotationType(inf, argument, file);
    }
    if (!first)
        return undefined;
    let ty = inf.typeOf(first, file);
    for (const name of place.split('.')) {
        if (ty.k !== 'object' && ty.k !== 'shape')
            return undefined;
        ty = propertyType(inf, ty, name);
    }
    return ty.k === 'function' ? inf.returnType(ty.node, ty.file) : ty;
}
/** What the calls around a node, in whose arguments it stands, were given: `assign(…)` inside `setup({ … })`. */
export function givenAround(inf, node, file) {
    for (let n = node, p = n.parent; p; n = p, p = n.parent) {
        if (p.type !== 'CallExpression' || !p.arguments.includes(n))
            continue;
        const target = inf.typeOf(strip(p.callee), file);
        const given = givenBy(inf, target, p, file);
        if (given)
            return given;
    }
    return undefined;
}
/** The same type, knowing what was given. */
export const withGiven = (ty, given) => (given && ty.k === 'lib' ? { ...ty, given } : ty);
