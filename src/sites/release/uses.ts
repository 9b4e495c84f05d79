/** Where a file calls and reads members, by name: what is looked for at every watcher. */
import { memberName, type Node, type SourceFile, strip, unwrapUp, walk } from '../ast.js'

type Call = Extract<Node, { type: 'CallExpression' }>
type Member = Extract<Node, { type: 'MemberExpression' }>

const calls = new WeakMap<SourceFile, Map<string, Call[]>>()
const privates = new WeakMap<SourceFile, Map<string, Member[]>>()

/** The calls of a file by the name of their member. */
export function memberCalls(file: SourceFile, name: string): Call[] {
  let known = calls.get(file)
  if (!known) {
    known = new Map()
    for (const c of file.calls) if (c.type === 'CallExpression') add(known, memberName(strip(c.callee)), c)
    calls.set(file, known)
  }
  return known.get(name) ?? []
}

/** `x.name` and `x.#name` wherever they stand. */
export function memberUses(file: SourceFile, name: string): Node[] {
  if (name.startsWith('#')) return privateUses(file).get(name) ?? []
  const out: Node[] = []
  for (const id of file.identifiers.get(name) ?? []) {
    const p = id.parent as Node | undefined
    if (p?.type === 'MemberExpression' && p.property === id && !p.computed) out.push(p)
  }
  return out
}

function privateUses(file: SourceFile): Map<string, Member[]> {
  const known = privates.get(file)
  if (known) return known
  const found = new Map<string, Member[]>()
  walk(file.program, n => {
    if (n.type === 'MemberExpression' && n.property.type === 'PrivateIdentifier') add(found, memberName(n), n)
    return true
  })
  privates.set(file, found)
  return found
}

export function add<T>(map: Map<string, T[]>, name: string | undefined, value: T): void {
  if (name === undefined) return
  const list = map.get(name)
  if (list) list.push(value)
  else map.set(name, [value])
}

export const isWritten = (m: Node): boolean => {
  const p = unwrapUp(m).parent as Node | undefined
  return p?.type === 'AssignmentExpression' && strip(p.left as Node) === m
}
