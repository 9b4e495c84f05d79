/** Who is told: a function written at the call, or the name of one; what it takes, and whether it can be found again. */

import { typesOf } from '../listener-types.js'
import { commentsBeside, j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { keyOf } from './around.js'
import { isFunction, usesThis } from './names.js'

/** The same function each time it is asked for: an import, a declaration, a constant, a field that is set once. */
export function isStable(listener: Syntax, path: Path, tree: Tree): boolean {
  const node = unwrapped(listener)
  if (node.type === 'Identifier') return !isAssigned(tree, node.name as string)
  if (!/MemberExpression$/.test(node.type) || (node.object as Syntax).type !== 'ThisExpression') return false
  const member = memberOf(node, path)
  if (!member) return false
  if (/Method$/.test(member.type)) return true
  return /Property$/.test(member.type) && (member.readonly === true || !isFieldAssigned(tree, keyOf(member)!, member))
}

/** The member of the class around that `this.x` names. */
export function memberOf(node: Syntax, path: Path): Syntax | undefined {
  const property = node.property as Syntax
  const name = property.type === 'PrivateName' ? `#${(property.id as Syntax).name}` : (property.name as string)
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (nodeOf(p).type === 'ClassBody') return (nodeOf(p).body as Syntax[]).find(m => keyOf(m) === name)
  return undefined
}

export function isAssigned(tree: Tree, name: string): boolean {
  let times = 0
  tree.root.find(j.AssignmentExpression).forEach(path => {
    if ((nodeOf(path).left as Syntax).name === name) times++
  })
  return times > 0
}

function isFieldAssigned(tree: Tree, name: string, member: Syntax): boolean {
  let times = member.value ? 1 : 0
  tree.root.find(j.AssignmentExpression).forEach(path => {
    const left = unwrapped(nodeOf(path).left as Syntax)
    if (!/MemberExpression$/.test(left.type) || (left.object as Syntax).type !== 'ThisExpression') return
    const property = left.property as Syntax
    const key = property.type === 'PrivateName' ? `#${(property.id as Syntax).name}` : property.name
    if (key === name) times++
  })
  return times > 1
}

/** `this.x` that is set once, a constant, a parameter: the same object later as well. */
export function isStableTarget(target: Syntax, path: Path, tree: Tree): boolean {
  const node = unwrapped(target)
  if (node.type === 'Identifier') return !isAssigned(tree, node.name as string)
  if (!/MemberExpression$/.test(node.type) || (node.object as Syntax).type !== 'ThisExpression') return false
  const member = memberOf(node, path)
  if (!member) return isParameterProperty(node, path, tree)
  return /Property$/.test(member.type) && (member.readonly === true || !isFieldAssigned(tree, keyOf(member)!, member))
}

/** `constructor(private readonly worker: Worker)`, which nobody sets anew. */
function isParameterProperty(node: Syntax, path: Path, tree: Tree): boolean {
  const name = (node.property as Syntax).name
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    if (nodeOf(p).type !== 'ClassBody') continue
    const maker = (nodeOf(p).body as Syntax[]).find(m => m.kind === 'constructor')
    const param = ((maker?.params as Syntax[] | undefined) ?? []).find(
      each =>
        each.type === 'TSParameterProperty' &&
        ((each.parameter as Syntax).name ?? ((each.parameter as Syntax).left as Syntax | undefined)?.name) === name,
    )
    return (
      param !== undefined &&
      (param.readonly === true || !isFieldAssigned(tree, name as string, { ...param, value: true }))
    )
  }
  return false
}

/** The function as a constant of its own: with types where only the call said them. Or why not. */
export function declared(
  listener: Syntax,
  dialect: string,
  event: string | undefined,
  tree: Tree,
  typed: boolean,
): string | undefined {
  const node = unwrapped(listener)
  const params = node.params as Syntax[]
  const text = sourceOf(tree, listener)
  if (
    !typed ||
    params.every(p => p.typeAnnotation || (p.type === 'AssignmentPattern' && (p.left as Syntax).typeAnnotation))
  )
    return text
  const types = typesOf(dialect, event)
  if (!types || params.length > types.length || params.some(p => p.type !== 'Identifier')) return undefined
  const from = params[0]!.start
  const to = params.at(-1)!.end
  if (tree.comments.some(c => c.start >= from && c.end <= to)) return undefined
  const list = params.map((p, i) => (p.typeAnnotation ? sourceOf(tree, p) : `${p.name}: ${types[i]}`)).join(', ')
  // `m => …` has no parentheses of its own
  const bare = params.length === 1 && !/\(\s*$/.test(tree.text.slice(node.start, from))
  const [open, close] = bare ? ['(', ')'] : ['', '']
  return tree.text.slice(listener.start, from) + open + list + close + tree.text.slice(to, listener.end)
}

/** How many values of its event a peer's `exit` gives. */
export type Told = 0 | 1 | 2

/** A callback of `monitor` that gives the listener what `exit` gave it; or why there is none. */
export function onDown(
  listener: Syntax,
  told: Told,
  path: Path,
  tree: Tree,
): { readonly text: string } | { readonly why: string } {
  const node = unwrapped(listener)
  if (isFunction(node)) return inline(node, listener, told, tree)
  if (/^(Optional)?CallExpression$/.test(node.type)) return bound(node, told, path, tree)
  if (node.type === 'Identifier') {
    const found = declarationOf(node.name as string, tree)
    if (found && found.type !== 'ArrowFunctionExpression' && usesThis(found)) return { why: mayBePeer }
    return { text: passing(sourceOf(tree, node), arityOf(found, told)) }
  }
  if (/MemberExpression$/.test(node.type) && (node.object as Syntax).type === 'ThisExpression') {
    const member = memberOf(node, path)
    const value = member?.value as Syntax | null | undefined
    if (value?.type === 'ArrowFunctionExpression') return { text: passing(sourceOf(tree, node), arityOf(value, told)) }
    if (value && isBound(value)) return { text: passing(sourceOf(tree, node), arityOf(methodOf(value, path), told)) }
    return { why: mayBePeer }
  }
  if (/MemberExpression$/.test(node.type) && (node.object as Syntax).name === 'console')
    return { text: passing(sourceOf(tree, node), told) }
  return { why: 'what its listener is, and what it takes, is not seen' }
}

const mayBePeer = 'its listener may use `this`, which is the peer'

/** `this.onExit.bind(this)` */
export const isBound = (node: Syntax): boolean => {
  const callee = /CallExpression$/.test(node.type) ? unwrapped(node.callee as Syntax) : undefined
  const args = node.arguments as Syntax[] | undefined
  return (
    callee !== undefined &&
    /MemberExpression$/.test(callee.type) &&
    (callee.property as Syntax).name === 'bind' &&
    args?.length === 1 &&
    args[0]!.type === 'ThisExpression' &&
    ((callee.object as Syntax).object as Syntax | undefined)?.type === 'ThisExpression'
  )
}

const methodOf = (bind: Syntax, path: Path): Syntax | undefined =>
  memberOf(unwrapped(bind.callee as Syntax).object as Syntax, path)

function bound(node: Syntax, told: Told, path: Path, tree: Tree): { text: string } | { why: string } {
  if (!isBound(node)) return { why: 'what its listener is, and what it takes, is not seen' }
  const method = methodOf(node, path)
  return { text: passing(sourceOf(tree, unwrapped(node.callee as Syntax).object as Syntax), arityOf(method, told)) }
}

function declarationOf(name: string, tree: Tree): Syntax | undefined {
  let found: Syntax | undefined
  tree.root.find(j.FunctionDeclaration).forEach(p => {
    if ((nodeOf(p).id as Syntax | null)?.name === name) found ??= nodeOf(p)
  })
  tree.root.find(j.VariableDeclarator).forEach(p => {
    const init = nodeOf(p).init as Syntax | null
    if ((nodeOf(p).id as Syntax).name === name && init && isFunction(unwrapped(init))) found ??= unwrapped(init)
  })
  return found
}

function arityOf(fn: Syntax | undefined, told: Told): Told {
  const params = fn?.params as Syntax[] | undefined
  if (!params) return told
  if (params.some(p => p.type === 'RestElement')) return told
  return Math.min(told, params.length) as Told
}

function passing(name: string, arity: Told): string {
  if (arity === 0) return `() => ${name}()`
  return `({ exit }) => ${name}(${['exit.code', 'exit.signal'].slice(0, arity).join(', ')})`
}

function inline(node: Syntax, listener: Syntax, told: Told, tree: Tree): { text: string } | { why: string } {
  if (node.type !== 'ArrowFunctionExpression' && usesThis(node)) return { why: mayBePeer }
  if (node.generator === true) return { why: 'its listener is a generator' }
  const params = node.params as Syntax[]
  if (params.length === 0) return { text: sourceOf(tree, listener) }
  if (params.length > told || params.some(p => p.type !== 'Identifier'))
    return { why: 'its listener takes more than `exit` gives, or takes it apart' }
  const body = node.body as Syntax
  const kept = [body, ...(node.returnType ? [node.returnType as Syntax] : [])]
  if (commentsBeside(tree, { start: node.start, end: body.start }, kept).length > 0)
    return { why: 'comments stand where there is no place for them' }
  const fields = params.map((p, i) => {
    const field = ['code', 'signal'][i]!
    return p.name === field ? field : `${field}: ${p.name}`
  })
  const from = params[0]!.start
  const to = params.at(-1)!.end
  const pattern = `{ exit: { ${fields.join(', ')} } }`
  const open = tree.text.slice(node.start, from)
  const rest = tree.text.slice(to, listener.end).replace(/^\s*,(?=\s*\))/, '')
  return { text: open.trimEnd().endsWith('(') ? open + pattern + rest : `${open}(${pattern})${rest}` }
}
