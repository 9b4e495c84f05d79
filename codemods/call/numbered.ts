/** Answers that say which request they are for: `if (answer.id !== id) return`, where `id` was sent with the request. */
import { requestKey } from '../../src/sites/request-key.js'
import { j, nodeOf, type Printable, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import type { MadePromise } from './made-promise.js'

export function comparesNumber({ executor }: MadePromise, message: Syntax | undefined, tree: Tree): boolean {
  if (message?.type !== 'ObjectExpression') return false
  const sent = new Map<unknown, string>()
  for (const p of message.properties as Syntax[])
    if (/^(Object)?Property$/.test(p.type) && p.computed !== true && requestKey.test(String((p.key as Syntax).name)))
      sent.set((p.key as Syntax).name, sourceOf(tree, p.value as Syntax))
  const compares = (answer: Syntax, number: Syntax): boolean =>
    /MemberExpression$/.test(answer.type) &&
    answer.computed !== true &&
    sent.get((answer.property as Syntax).name) === sourceOf(tree, number)
  return j(executor as unknown as Printable)
    .find(j.BinaryExpression)
    .some(p => {
      const { operator, left, right } = nodeOf(p)
      const [a, b] = [unwrapped(left as Syntax), unwrapped(right as Syntax)]
      return /^[!=]==?$/.test(operator as string) && (compares(a, b) || compares(b, a))
    })
}
