/** Which names a piece of code uses, and which ones a function brings along. */
import type { Syntax } from '../tree.js'

const aside =
  /^(loc|start|end|range|extra|tokens|comments|errors)$|Comments$|^(typeAnnotation|typeParameters|returnType|typeArguments)$/
const functions =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/

export const isFunction = (node: Syntax): boolean => functions.test(node.type)

/** The nodes below, types left out. `into` says whether to go on below one. */
export function walk(node: Syntax, visit: (node: Syntax, key: string, parent: Syntax) => boolean | undefined): void {
  for (const [key, value] of Object.entries(node)) {
    if (aside.test(key)) continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child !== 'object' || child === null || typeof child.type !== 'string') continue
      if (visit(child as Syntax, key, node) !== false) walk(child as Syntax, visit)
    }
  }
}

/** Nodes of the function's own, not of functions inside. */
export function own(fn: Syntax, visit: (node: Syntax) => void): void {
  walk(fn, node => {
    visit(node)
    return !isFunction(node)
  })
}

const isName = (node: Syntax, key: string, parent: Syntax): boolean =>
  node.type === 'Identifier' &&
  !(key === 'property' && /MemberExpression$/.test(parent.type) && parent.computed !== true) &&
  !(key === 'key' && parent.computed !== true && parent.shorthand !== true) &&
  !(key === 'label')

/** Names that a node refers to, its own among them. */
export function namesIn(node: Syntax): Set<string> {
  const names = new Set<string>()
  if (node.type === 'Identifier') names.add(node.name as string)
  walk(node, (child, key, parent) => {
    if (isName(child, key, parent)) names.add(child.name as string)
    return undefined
  })
  return names
}

/** Names that a pattern binds. */
function bound(pattern: Syntax, names: Set<string>): void {
  if (pattern.type === 'Identifier') names.add(pattern.name as string)
  const inner = [
    pattern.left,
    pattern.argument,
    pattern.parameter,
    ...((pattern.elements as Syntax[] | undefined) ?? []),
  ]
  for (const p of (pattern.properties as Syntax[] | undefined) ?? []) inner.push(p.value ?? p.argument)
  for (const i of inner) if (i) bound(i as Syntax, names)
}

/** Names declared in a function or a block: parameters, variables, functions and classes; not those of functions inside. */
export function declaredIn(node: Syntax): Set<string> {
  const names = new Set<string>()
  for (const p of (node.params as Syntax[] | undefined) ?? []) bound(p, names)
  walk(node, child => {
    if (child.type === 'VariableDeclarator') bound(child.id as Syntax, names)
    if (child.type === 'CatchClause' && child.param) bound(child.param as Syntax, names)
    if (/^(FunctionDeclaration|ClassDeclaration)$/.test(child.type) && child.id) bound(child.id as Syntax, names)
    return !isFunction(child)
  })
  return names
}

/** Names from outside that code uses, of those that a function around it declares. */
export function captured(code: Syntax, by: Syntax): Set<string> {
  const inside = isFunction(code) ? declaredIn(code) : new Set<string>()
  const outer = declaredIn(by)
  return new Set([...namesIn(code)].filter(name => outer.has(name) && !inside.has(name)))
}

/** `this`, `super` or `arguments` of its own; arrow functions have none. */
export function usesThis(fn: Syntax): boolean {
  let found = false
  walk(fn, node => {
    if (/^(ThisExpression|Super)$/.test(node.type) || (node.type === 'Identifier' && node.name === 'arguments'))
      found = true
    return !isFunction(node) || node.type === 'ArrowFunctionExpression'
  })
  return found
}

/** Something here waits: `await`, or `for await`. */
export function waits(node: Syntax): boolean {
  let found = false
  own(node, n => {
    if (n.type === 'AwaitExpression' || (n.type === 'ForOfStatement' && n.await === true)) found = true
  })
  return found
}

export function returnsIn(node: Syntax): Syntax[] {
  const list: Syntax[] = []
  own(node, n => {
    if (n.type === 'ReturnStatement') list.push(n)
  })
  return list
}
