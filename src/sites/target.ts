/** One key for one object, however it is written: what pairs a registration with its release. */
import { classOf, isFunction, memberName, type Node, type SourceFile, strip, textOf } from './ast.js'
import { scopeAround } from './scope.js'

/** Links of a chain: longer ones name no object that is named twice. */
const longest = 100

/** Canonical key of a target or listener. Follows `const` aliases; two equal keys mean one object. */
export function keyOf(node: Node, file: SourceFile, depth = 0): string {
  const n = strip(node)
  if (depth > longest) return `at:${n.start}`
  switch (n.type) {
    case 'Identifier': {
      const b = scopeAround(file.scopeOf, n)?.value(n.name)
      if (!b) return `global:${n.name}`
      if (
        b.kind === 'variable' &&
        depth < 8 &&
        b.node.type === 'VariableDeclarator' &&
        b.node.id.type === 'Identifier' &&
        b.node.init
      ) {
        const declaration = b.node.parent as Extract<Node, { type: 'VariableDeclaration' }>
        const init = strip(b.node.init)
        if (
          declaration.kind === 'const' &&
          (init.type === 'Identifier' || init.type === 'MemberExpression' || init.type === 'ThisExpression')
        )
          return keyOf(init, file, depth + 1)
      }
      // a named function expression inside itself
      if (b.kind === 'function' && b.node.type === 'FunctionExpression') return `at:${b.node.start}`
      return `${b.kind}:${b.id.start}`
    }
    case 'ThisExpression':
      return `this:${classOf(n)?.start ?? -1}`
    case 'MemberExpression': {
      const object = strip(n.object)
      const behind = object.type === 'ThisExpression' && depth < 8 ? getterValue(n) : undefined
      if (behind) return keyOf(behind, file, depth + 1)
      if (
        object.type === 'Identifier' &&
        ['window', 'globalThis', 'self', 'global'].includes(object.name) &&
        !scopeAround(file.scopeOf, object)?.value(object.name)
      )
        return `global:${memberName(n)}`
      return `${keyOf(n.object, file, depth + 1)}.${memberName(n) ?? `[${textOf(file, n.property as Node)}]`}`
    }
    case 'CallExpression': {
      const callee = strip(n.callee)
      // `f.bind(this)` makes a new function each time
      if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') return `at:${n.start}`
      return `${keyOf(callee, file, depth + 1)}(${n.arguments.map(a => textOf(file, a as Node)).join()})`
    }
    default:
      return isFunction(n) ? `at:${n.start}` : `text:${textOf(file, n)}`
  }
}

/** `get socket() { return this._socket }`: the two are one object. */
function getterValue(member: Extract<Node, { type: 'MemberExpression' }>): Node | undefined {
  const name = memberName(member)
  const cls = classOf(member)
  if (!cls || name === undefined) return undefined
  for (const m of cls.body.body) {
    if (m.type !== 'MethodDefinition' || m.kind !== 'get' || m.key.type !== 'Identifier' || m.key.name !== name)
      continue
    const [only, second] = m.value.body?.body ?? []
    if (second || only?.type !== 'ReturnStatement' || !only.argument) return undefined
    const value = strip(only.argument)
    return value.type === 'MemberExpression' && strip(value.object).type === 'ThisExpression' ? value : undefined
  }
  return undefined
}
