/** Everything in a file that could be asked about: calls, constructions, slots, and what the scan reports besides. */
import { isFunction, type Node, type SourceFile, strip, walk } from '../sites/ast.js'
import type { Found } from './sites.js'

export interface Candidate {
  node: Node
  /** What makes it one: the member's or the function's name. */
  name: Node
  found?: Found
}

export const calleeOf = (node: Node): Node =>
  node.type === 'AssignmentExpression'
    ? (node.left as Node)
    : node.type === 'CallExpression' || node.type === 'NewExpression'
      ? node.callee
      : node

/** The name of a class or function, for what is no call. */
export const startOf = (node: Node): Node => ('id' in node && node.id ? (node.id as Node) : node)

function nameOf(node: Node): Node {
  const callee = strip(calleeOf(node))
  return callee.type === 'MemberExpression' ? (callee.property as Node) : callee
}

/** Everything in the file that could be asked about. Of assignments only those to a member that begins like a slot. */
export function candidatesOf(source: SourceFile, found: readonly Found[]): Candidate[] {
  const nodes = [
    ...source.calls,
    ...source.assignments.filter(a => {
      const left = strip(a.left as Node)
      return left.type === 'MemberExpression' && /^on[a-z]+$/.test(nameText(left.property as Node))
    }),
  ]
  const left = new Set(found)
  const out: Candidate[] = nodes.flatMap((node): Candidate[] => {
    const own = found.filter(f => f.node === node)
    for (const f of own) left.delete(f)
    return own.length > 0 ? own.map(f => ({ node, name: nameOf(node), found: f })) : [{ node, name: nameOf(node) }]
  })
  for (const f of left) {
    const start = source.lineStarts[f.report.line - 1]! + f.report.column - 1
    const node = f.node ?? ({ type: 'Comment', start, end: start + 1 } as unknown as Node)
    const name = f.node ? startOf(f.node) : node
    out.push({
      node,
      name: f.node && f.node.type !== 'ClassDeclaration' ? name : ({ ...name, start } as Node),
      found: f,
    })
  }
  return out.sort((a, b) => a.name.start - b.name.start || a.node.end - b.node.end)
}

export const isAround = ({ start, end }: Node, offset: number): boolean => start <= offset && offset < end

/** Whether a function's body inside of the node holds the offset. */
export function isInBody(node: Node, offset: number): boolean {
  let found = false
  walk(node, n => {
    if (!isAround(n, offset)) return false
    found ||= n.type === 'BlockStatement' && isFunction(n.parent as Node | undefined)
    return !found
  })
  return found
}

export function statementOf(node: Node): Node {
  let n = node
  while (n.parent && !/(?:Statement|Declaration)$/.test(n.type)) n = n.parent as Node
  return n
}

const nameText = (n: Node): string => (n.type === 'Identifier' ? n.name : '')
