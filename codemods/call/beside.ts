/** Statements before and behind an expression, inside a call's executor. */
import type { Task } from '../codemod.js'
import { before as statementsBefore, behind as statementsBehind } from '../text.js'
import { nodeOf, type Path } from '../tree.js'
import { insert, type Text } from './insert.js'

export interface Statements {
  readonly before?: string
  readonly behind: string
}

/** The edits, or nothing where no statement has a place. */
export function besideOf(path: Path, { before, behind }: Statements, task: Task): Text[] | undefined {
  const end = task.style.semicolons ? ';' : ''
  for (let p: Path = path; p.parent; p = p.parent as Path) {
    const node = nodeOf(p)
    const holder = nodeOf(p.parent as Path)
    if (holder.type === 'ArrowFunctionExpression' && holder.body === node) {
      if ((node.extra as { parenthesized?: boolean } | undefined)?.parenthesized) return undefined
      const first = before === undefined ? '' : `${before}; `
      return [insert(node.start, `{ ${first}`), insert(node.end, `; ${behind}${end} }`)]
    }
    if (/Function|Method|Class/.test(node.type)) return undefined
    if (!/^(ExpressionStatement|VariableDeclaration)$/.test(node.type)) continue
    if (!/^(BlockStatement|SwitchCase|StaticBlock)$/.test(holder.type)) return undefined
    return [
      ...statementsBefore(task, node, before === undefined ? [] : [before]),
      ...statementsBehind(task, node, [behind]),
    ]
  }
  return undefined
}
