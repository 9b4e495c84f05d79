/** Options of a supervised send by what the send is for. */
import type jscodeshift from 'jscodeshift'
import type { Finding } from '../../src/result.js'
import { hole, j, nodeOf, type Path, type Syntax } from '../tree.js'

/**
 * A command to an agent is tried once more, and a failure logged. What a timer sends is tried again and becomes a dead
 * letter in the end, since nobody repeats it. A fallback says that it is one, and after what. Only what has certainly
 * not been started is ever sent again; what is moved cannot be sent twice, so that it is never.
 */
export function optionsOf(
  finding: Finding,
  path: Path,
  transfer?: { readonly node: Syntax; readonly hole: number },
): jscodeshift.ObjectExpression {
  const properties: jscodeshift.ObjectProperty[] = []
  const add = (name: string, value: Parameters<typeof j.objectProperty>[1]): void =>
    void properties.push(j.objectProperty(j.identifier(name), value))
  const { shape } = finding
  const moved = transfer !== undefined
  if (!moved && shape === 'agent') add('retries', j.numericLiteral(1))
  if (!moved && isTimed(shape)) add('retries', j.numericLiteral(3))
  if (shape === 'agent') add('onError', j.stringLiteral('log'))
  if (isTimed(shape)) add('onError', j.stringLiteral('deadLetter'))
  if (shape === 'fallback') add('metadata', fallback(path))
  if (moved) {
    const isNamedSo = transfer.node.type === 'Identifier' && transfer.node.name === 'transfer'
    add('transfer', isNamedSo ? j.identifier('transfer') : hole(transfer.hole))
    properties.at(-1)!.shorthand = isNamedSo
  }
  return j.objectExpression(properties)
}

const isTimed = (shape: string): boolean => shape === 'scheduled' || shape === 'delayed'

function fallback(path: Path): jscodeshift.ObjectExpression {
  const properties = [j.objectProperty(j.identifier('fallback'), j.booleanLiteral(true))]
  const caught = caughtAround(path)
  if (caught !== undefined)
    properties.push(
      j.objectProperty(j.identifier('reason'), j.callExpression(j.identifier('String'), [j.identifier(caught)])),
    )
  return j.objectExpression(properties)
}

/** The name of the error in the `catch` around a node, or of what the rejection handler is given that it is in. */
function caughtAround(path: Path): string | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'CatchClause') return nameIn(node.param as Syntax | null | undefined)
    if (!/Function|Method/.test(node.type)) continue
    return isRejectionHandler(p) ? nameIn((node.params as Syntax[])[0]) : undefined
  }
  return undefined
}

const nameIn = (param: Syntax | null | undefined): string | undefined =>
  param?.type === 'Identifier' ? (param.name as string) : undefined

/** `promise.catch(fn)`, `promise.then(done, fn)`. */
function isRejectionHandler(fn: Path): boolean {
  const call = nodeOf(fn.parent as Path)
  if (!/CallExpression$/.test(call.type)) return false
  const name = ((call.callee as Syntax).property as Syntax | undefined)?.name
  const at = (call.arguments as Syntax[]).indexOf(nodeOf(fn))
  return (name === 'catch' && at === 0) || (name === 'then' && at === 1)
}
