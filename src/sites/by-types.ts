/** What the type oracle is asked about candidates that the file alone does not decide, and what its answers mean. */
import { bindingOf } from './aliases.js'
import { memberName, type Node, type SourceFile, strip } from './ast.js'
import { choose, eventOf } from './choose.js'
import type { Candidate, Site } from './find.js'
import type { Inference } from './infer.js'
import type { KnownRow, Library } from './library.js'
import type { Answer, Declared, Origin, Question } from './oracle/oracle.js'

export function questionOf({ name, target, file }: Candidate): Question {
  const receiver = target && lastName(strip(target))
  const question: Question = { callee: name.start }
  if (receiver !== undefined) question.receiver = receiver
  const origin = importBehind(target ?? name, file)
  if (origin) question.origin = origin
  return question
}

function importBehind(expression: Node, file: SourceFile): Origin | undefined {
  const binding = bindingOf(headOf(expression), file)
  const declaration = binding?.kind === 'import' ? (binding.node.parent as Node) : undefined
  return declaration?.type === 'ImportDeclaration'
    ? { module: declaration.source.value, offset: binding!.id.start }
    : undefined
}

/** What a chain of members, calls and constructions begins with. */
function headOf(expression: Node): Node {
  let n = strip(expression)
  for (;;) {
    if (n.type === 'MemberExpression') n = strip(n.object)
    else if (n.type === 'CallExpression' || n.type === 'NewExpression') n = strip(n.callee)
    else if (n.type === 'AwaitExpression') n = strip(n.argument)
    else return n
  }
}

/** Offset of the name that a receiver's type is asked at. */
function lastName(node: Node): number | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Super':
      return node.start
    case 'MemberExpression':
      return node.computed ? undefined : node.property.start
    default:
      return undefined
  }
}

export type Decision = { site: Site } | { unrelated: true } | { why: string }

/** The candidate as a site, as something else's member, or still undecided. */
export function decide(inf: Inference, candidate: Candidate, answer: Answer): Decision {
  const name = candidate.name.type === 'Identifier' ? candidate.name.name : (memberName(candidate.name) ?? '')
  for (const type of typesOf(answer)) {
    const row = choose(rowsOf(inf.library, type, candidate, name), candidate.node, inf, candidate.file)
    if (row) return { site: siteOf(inf, candidate, row, type) }
  }
  if (answer.unknown !== undefined) return { why: answer.unknown }
  for (const d of answer.callee) {
    if (d.container !== undefined || candidate.target !== undefined) continue
    const row = choose(inf.library.functionRows(`${d.from}.${d.name}`), candidate.node, inf, candidate.file)
    if (row) return { site: siteOf(inf, candidate, row, undefined) }
  }
  return { unrelated: true }
}

function siteOf(inf: Inference, candidate: Candidate, row: KnownRow, type: string | undefined): Site {
  const { file, node, name } = candidate
  const at =
    typeof row.target === 'number' && node.type !== 'AssignmentExpression' ? node.arguments[row.target] : undefined
  return {
    file,
    node,
    name,
    row,
    target: (at as Node | undefined) ?? candidate.target,
    type,
    event: eventOf(row, node, inf, file),
    how: 'types',
  }
}

/** Receiver and its bases first: watchers are declared in a base that many libraries share. */
function typesOf(answer: Answer): string[] {
  const named = (d: Declared, type: string): string => `${d.from}#${type}`
  return [
    ...new Set([
      ...answer.receiver.map(d => named(d, d.name)),
      ...answer.callee.flatMap(d => (d.container === undefined ? [] : [named(d, d.container)])),
    ]),
  ]
}

function rowsOf(library: Library, type: string, candidate: Candidate, name: string): KnownRow[] {
  const member = candidate.held ?? name
  return library.knows(type) ? library.memberRows(type, member) : []
}
