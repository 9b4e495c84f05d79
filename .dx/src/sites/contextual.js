/** Type of a parameter that has no annotation, from where its function is handed to. */
import { annotationType } from './annotations.js';
import { isFunction, literalText, memberName, strip, unwrapUp, } from './ast.js';
import { givenAround, withGiven } from './given.js';
import { parseTypeText, unknown } from './ty.js';
const each = new Set([
    'forEach',
    'map',
    'filter',
    'find',
    'some',
    'every',
    'flatMap',
    'findLast',
    'findIndex',
    'reduce',
]);
export function contextualType(inf, fn, index, file) {
    const outer = unwrapUp(fn);
    const parent = outer.parent;
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.id.typeAnnotation) {
        const props = index === 0 ? componentProps(parent.id.typeAnnotation.typeAnnotation) : undefined;
        if (props)
            return annotationType(inf, props, file);
    }
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.id.typeAnnotation)
        return parameterOf(inf, annotationType(inf, parent.id.typeAnnotation.typeAnnotation, file), index);
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
        const at = parent.arguments.indexOf(outer);
        if (at >= 0)
            return fromCall(inf, parent, at, index, file);
    }
    return fromObject(inf, outer, index, file);
}
function fromCall(inf, call, at, index, file) {
    const callee = strip(call.callee);
    if (callee.type === 'MemberExpression') {
        const name = memberName(callee) ?? '';
        const on = inf.typeOf(callee.object, file);
        if ((on.k === 'list' || on.k === 'map') && each.has(name)) {
            if (name === 'reduce')
                return index === 1 ? on.of : unknown('an accumulator');
            return index === 0 ? on.of : unknown('an index');
        }
        if (on.k === 'promise' && name === 'then' && index === 0)
            return on.of;
    }
    const target = inf.typeOf(callee, file);
    if (target.k === 'member') {
        const event = literalText(call.arguments[0]);
        const text = (event !== undefined ? target.member.events?.[event]?.[index] : undefined) ??
            target.member.events?.['*']?.[index] ??
            target.member.callbacks?.[at]?.[index];
        if (text !== undefined)
            return withGiven(parseTypeText(text, target.self), givenAround(inf, call.arguments[at], file));
        return unknown(`a parameter that ${target.path} hands over`);
    }
    if (target.k === 'function' && isFunction(target.node)) {
        const p = target.node.params[at];
        const id = p?.type === 'TSParameterProperty' ? p.parameter : p;
        const annotation = id && 'typeAnnotation' in id ? id.typeAnnotation : null;
        if (annotation)
            return parameterOf(inf, annotationType(inf, annotation.typeAnnotation, target.file), index);
    }
    return target.k === 'unknown' ? target : unknown('a parameter without a type');
}
/** A function that is a property, at any depth, of an object given to a library: `createMachine({ actions: { x({ self }) {} } })`. */
function fromObject(inf, fn, index, file) {
    let top = fn;
    for (let p = top.parent; p && (p.type === 'Property' || p.type === 'ObjectExpression' || p.type === 'ArrayExpression'); p = p.parent)
        top = p;
    if (top === fn)
        return unknown('a parameter without a type');
    const call = unwrapUp(top).parent;
    if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression')
        return unknown('a parameter without a type');
    const at = call.arguments.indexOf(unwrapUp(top));
    const target = inf.typeOf(strip(call.callee), file);
    if (target.k === 'member') {
        const text = target.member.deepCallbacks?.[at]?.[index];
        if (text !== undefined)
            return withGiven(parseTypeText(text, target.self), givenAround(inf, unwrapUp(top), file));
    }
    return unknown('a parameter without a type');
}
/** `Props` of `React.FC<Props>`. */
function componentProps(type) {
    if (type.type !== 'TSTypeReference')
        return undefined;
    const name = type.typeName.type === 'TSQualifiedName'
        ? type.typeName.right.name
        : type.typeName.type === 'Identifier'
            ? type.typeName.name
            : '';
    return /^(FC|VFC|FunctionComponent|VoidFunctionComponent)$/.test(name) ? type.typeArguments?.params[0] : undefined;
}
function parameterOf(inf, ty, index) {
    if (ty.k !== 'shape' || (ty.decl.type !== 'TSFunctionType' && ty.decl.type !== 'TSMethodSignature'))
        return unknown('a parameter without a type');
    const p = ty.decl.params[index];
    const annotation = p && 'typeAnnotation' in p ? p.typeAnnotation : null;
    return annotation ? annotationType(inf, annotation.typeAnnotation, ty.file) : unknown('a parameter without a type');
}
