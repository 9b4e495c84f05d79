/** How long the target of a watcher lives, seen from the function that registers the watcher (dialects 9.1). */
import { isFunction, keyName, memberName, type Node, type SourceFile, strip } from '../ast.js'
import { instanceField, ownerFunction } from '../flow.js'
import { freshness } from '../fresh.js'
import { scopeAround } from '../scope.js'
import { chaining } from '../target.js'
import { captured, elementOf, loopElement, madeAnew } from './around.js'
import { isNew, type Life, type LifeContext, outer, type Search, unknown, worst } from './common.js'
import { ofField, ofMember } from './fields.js'
import { ofParameter } from './parameters.js'
import { valueAt } from './value.js'

export { inLoopOver, type Life, type LifeContext } from './common.js'

/** Life of the object that `target` denotes, for code that stands at `at`. */
export const lifeOf = (target: Node, at: Node, file: SourceFile, cx: LifeContext): Life =>
  look(target, at, file, { ...cx, of: look }, 0)

function look(target: Node, at: Node, file: SourceFile, cx: Search, depth: number): Life {
  const n = strip(target)
  if (depth > 8) return unknown('its origin is too far away')
  switch (n.type) {
    case 'NewExpression':
      return { life: 'local', why: 'it is made right here', origin: n }
    case 'AwaitExpression':
      return look(n.argument, at, file, cx, depth + 1)
    case 'CallExpression':
      return ofCall(n, at, file, cx, depth)
    case 'Identifier':
      return ofName(n, at, file, cx, depth)
    case 'ThisExpression':
      return ofField(undefined, n, at, file, cx, depth)
    case 'MemberExpression':
      return ofMember(n, at, file, cx, depth)
    case 'ConditionalExpression':
      return worst(look(n.consequent, at, file, cx, depth + 1), look(n.alternate, at, file, cx, depth + 1))
    case 'LogicalExpression':
      return worst(look(n.left, at, file, cx, depth + 1), look(n.right, at, file, cx, depth + 1))
    case 'AssignmentExpression':
      return n.operator === '=' ? look(n.right, at, file, cx, depth + 1) : outer('it is made once and kept')
    default:
      return outer('it is looked up')
  }
}

function ofCall(
  n: Extract<Node, { type: 'CallExpression' }>,
  at: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  const callee = strip(n.callee)
  // `w.on(…).on(…)`: emitters hand themselves back
  if (callee.type === 'MemberExpression' && chaining.has(memberName(callee) ?? ''))
    return look(callee.object, at, file, cx, depth + 1)
  const f = freshness(n, file, cx.inf)
  if (f === 'fresh') return { life: 'local', why: 'it is made right here', origin: n }
  if (f === 'unknown') return unknown('whether the call makes a new object is not seen')
  const part = callee.type === 'MemberExpression' && n.arguments.length === 0 ? callee.object : undefined
  const whole = part && look(part, at, file, cx, depth + 1)
  if (!whole || !isNew(whole)) return outer('it is looked up, and may be the same again')
  // `view.getWebContents()` of a view that is new
  return handsOutItsOwn(callee, file, cx) ? whole : unknown('whether the new object has it alone is not seen')
}

/** The method hands out what a field of its object holds, and no more. */
function handsOutItsOwn(method: Node, file: SourceFile, { inf }: Search): boolean {
  const ty = inf.typeOf(method, file)
  if (ty.k !== 'function' || !isFunction(ty.node) || !ty.node.body) return false
  const { body } = ty.node
  const last = body.type === 'BlockStatement' && body.body.length === 1 ? body.body[0] : undefined
  const value = body.type !== 'BlockStatement' ? body : last?.type === 'ReturnStatement' ? last.argument : undefined
  const member = value && strip(value)
  return member?.type === 'MemberExpression' && strip(member.object).type === 'ThisExpression'
}

function ofName(
  id: Extract<Node, { type: 'Identifier' }>,
  at: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  const b = scopeAround(file.scopeOf, id)?.value(id.name)
  if (!b) return { life: 'process', why: `\`${id.name}\` exists once in the process` }
  if (b.kind === 'import') return { life: 'process', why: `\`${id.name}\` is a module's, and exists once` }
  if (b.kind === 'parameter') return ofParameter(b, at, file, cx, depth)
  if (b.kind !== 'variable' || b.node.type !== 'VariableDeclarator') return outer('it is not a variable')
  const fn = ownerFunction(at)
  const home = ownerFunction(b.id)
  if (!home && instanceField(at))
    return { life: 'process', why: `\`${id.name}\` is a variable of the module, and exists once` }
  if (!home && b.scope.isFunction && fn)
    return (
      madeAnew(b, fn, at, file, cx) ?? {
        life: 'process',
        why: `\`${id.name}\` is a variable of the module, and exists once`,
      }
    )
  if (home !== fn) return captured(b, fn, home, at, file, cx, depth)
  const loop = loopElement(b)
  if (loop) return elementOf(loop, b.node, at, file, cx, depth)
  const { values, certain } = valueAt(b, at, file)
  if (!certain) return unknown(`what \`${id.name}\` is set to is not seen`)
  const whole = b.node.id.type === 'Identifier'
  const part = whole ? undefined : partNamed(b.id)
  return values.map(v => ofValue(v, whole, part, b.node, file, cx, depth)).reduce(worst)
}

/** `socket` for the name that `{ socket: ws }` declares. */
function partNamed(id: Node): string | undefined {
  const p = id.parent as Node | undefined
  return p?.type === 'Property' && p.value === id ? keyName(p.key as Node, p.computed) : undefined
}

/** What a variable of the same function was set to. */
function ofValue(
  value: Node,
  whole: boolean,
  part: string | undefined,
  origin: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  const made = strip(value)
  const isMade =
    made.type === 'NewExpression' ||
    made.type === 'CallExpression' ||
    made.type === 'AwaitExpression' ||
    made.type === 'YieldExpression'
  if (!whole && !isMade) return look(made, value, file, cx, depth + 1)
  const f = freshness(value, file, cx.inf, 0, part)
  if (f === 'fresh') return { life: 'local', why: 'it is made in the same function', origin }
  if (f === 'unknown') return unknown('whether the call makes a new object is not seen')
  const life = look(made, value, file, cx, depth + 1)
  return made.type === 'CallExpression' ? { origin, ...life } : life
}
