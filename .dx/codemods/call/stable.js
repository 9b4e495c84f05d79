import { unwrapped } from '../tree.js';
export function isStable(node) {
    const n = unwrapped(node);
    switch (n.type) {
        case 'Identifier':
        case 'ThisExpression':
        case 'StringLiteral':
        case 'NumericLiteral':
        case 'PrivateName':
            return true;
        case 'MemberExpression':
        case 'OptionalMemberExpression':
            return isStable(n.object) && (n.computed !== true || isStable(n.property));
        case 'TemplateLiteral':
            return n.expressions.every(isStable);
        default:
            return false;
    }
}
