/** Functions without a name of their own that another function hands back: `const register = useHandlers()`, `register(socket)`. */
import { type FunctionNode, functionOf, type Node, strip, unwrapUp } from './ast.js'
import type { Caller } from './callers.js'
import { bindingOf, mentions } from './mentions.js'

/** The function that hands it back as its result. */
export function makerOf(fn: FunctionNode): FunctionNode | undefined {
  const maker = functionOf(fn)
  const p = unwrapUp(fn).parent as Node | undefined
  return maker && (p?.type === 'ReturnStatement' || maker.body === unwrapUp(fn)) ? maker : undefined
}

/** Who calls what a call of the maker hands back: at once, or by the name that it gets there. */
export function usesOfResult({ node, file, isCall }: Caller): Caller[] {
  const whole = unwrapUp(node)
  const p = whole.parent as Node | undefined
  if (!isCall || !p) return []
  if (p.type === 'CallExpression' && strip(p.callee) === strip(whole)) return [{ file, node: p, isCall: true }]
  const b = p.type === 'VariableDeclarator' && p.init === whole ? bindingOf(p.id as Node, file) : undefined
  if (!b) return [{ file, node: whole, isCall: false }]
  return mentions(b, file).map(m => {
    const call = unwrapUp(m).parent as Node | undefined
    return call?.type === 'CallExpression' && strip(call.callee) === m
      ? { file, node: call, isCall: true }
      : { file, node: m, isCall: false }
  })
}
