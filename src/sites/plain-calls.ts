/** Calls that are written round about, put as they are meant: whoever looks at calls has one form to know. */
import { type CallNode, literalText, memberName, type Node, type SourceFile, strip, textOf } from './ast.js'
import { scopeAround } from './scope.js'

/**
 * `w.postMessage.call(w, m)`, `w.postMessage.apply(w, [m])` and `w.postMessage.bind(w)(m)` become `w.postMessage(m)`, and `w[key](m)` with a
 * constant `key` becomes `w['postMessage'](m)`. Nodes keep their places in the text.
 */
export function putPlainly(file: SourceFile): void {
  for (const call of file.calls) {
    if (call.type === 'CallExpression') direct(call, file)
    const callee = strip(call.callee)
    if (callee.type === 'MemberExpression' && callee.computed) named(callee, file)
  }
}

function direct(call: CallNode, file: SourceFile): void {
  const callee = strip(call.callee)
  const bound = callee.type === 'CallExpression' ? callee : undefined
  const through = bound ? strip(bound.callee) : callee
  const how = through.type === 'MemberExpression' ? memberName(through) : undefined
  if (through.type !== 'MemberExpression' || how !== (bound ? 'bind' : how === 'apply' ? how : 'call')) return
  const method = strip(through.object)
  const [self, ...given] = (bound ?? call).arguments as Node[]
  if (method.type !== 'MemberExpression' || !self) return
  // another `this` than the method's own object is another call
  if (textOf(file, strip(self)) !== textOf(file, strip(method.object))) return
  const args = how === 'apply' ? listed(given[0]) : bound ? [...given, ...call.arguments] : given
  if (!args) return
  for (const a of args as Node[]) (a as { parent?: Node }).parent = call
  ;(method as { parent?: Node }).parent = call
  call.callee = method as typeof call.callee
  call.arguments = args as typeof call.arguments
}

/** The elements of an array that is written out. */
function listed(list: Node | undefined): Node[] | undefined {
  if (!list) return []
  const n = strip(list)
  return n.type === 'ArrayExpression' && !n.elements.includes(null) ? (n.elements as Node[]) : undefined
}

function named(member: Extract<Node, { type: 'MemberExpression' }>, file: SourceFile): void {
  const key = strip(member.property as Node)
  if (key.type !== 'Identifier') return
  const declared = scopeAround(file.scopeOf, key)?.value(key.name)?.node
  if (declared?.type !== 'VariableDeclarator' || declared.id.type !== 'Identifier' || !declared.init) return
  if ((declared.parent as { kind?: string }).kind !== 'const') return
  const value = literalText(declared.init)
  if (value === undefined) return
  const { start, end } = key
  member.property = { type: 'Literal', value, raw: JSON.stringify(value), start, end, parent: member } as never
}
