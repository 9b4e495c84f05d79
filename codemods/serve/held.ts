/** What a file calls the peers that it makes, as far as it says so: where they are stored, and what has their type. */
import type { SiteReport } from '../../src/result.js'
import type { FileInput } from '../codemod.js'
import { j, nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { spawnAt } from './program.js'

/** @param type Name of the peers' type. */
export function namesOfPeers(made: readonly SiteReport[], type: string, input: FileInput): Set<string> {
  const names = new Set<string>()
  const add = (path: Path | undefined): void => {
    for (const name of path ? holderOf(path) : []) names.add(name)
  }
  for (const site of made) add(spawnAt(input, site))
  input.tree.root.find(j.TSTypeReference).forEach(path => {
    const { typeName } = nodeOf(path) as unknown as { typeName: Syntax }
    if (((typeName.right as Syntax | undefined) ?? typeName).name === type) add(path)
  })
  return names
}

/** All that an expression names: `seat`, `worker` of `this.seats.get(seat)?.worker`. */
export function namesIn(node: Syntax): string[] {
  const own = node.type === 'Identifier' ? [node.name as string] : []
  j(node as never)
    .find(j.Identifier)
    .forEach(p => void own.push(p.node.name))
  return own
}

/** The nearest variable, field, list or function that a peer, or its type, is stored in or given by. */
function holderOf(path: Path): string[] {
  for (let p: Path | null = path; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    const named = nameOf(node, p === path)
    if (named) return namesIn(named)
  }
  return []
}

function nameOf(node: Syntax, isSelf: boolean): Syntax | undefined {
  if (node.type === 'VariableDeclarator') return node.id as Syntax
  if (node.type === 'AssignmentExpression') return node.left as Syntax
  // `worker: Worker`
  if (node.type === 'Identifier' && node.typeAnnotation) return { ...node, typeAnnotation: undefined }
  if (/(Property|Method)$/.test(node.type)) return node.key as Syntax
  if (node.type === 'FunctionDeclaration') return (node.id as Syntax | null) ?? undefined
  if (isSelf || !/CallExpression$/.test(node.type)) return undefined
  // `workers.push(new Worker(…))`
  const callee = unwrapped(node.callee as Syntax)
  return /^(push|unshift|add|set)$/.test(String((callee.property as Syntax | undefined)?.name))
    ? (callee.object as Syntax)
    : undefined
}
