/** Where one call of a function ends: in its `finally`, or behind all that it waits for. */
import { nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { called, lastName } from './around.js'
import { captured, declaredIn, isFunction, namesIn, own, returnsIn, waits, walk } from './names.js'
import type { Owner } from './owner.js'
import type { Registration } from './registration.js'

const sends = /^(postMessage|send|emit|dispatch|write)$/

/**
 * The function sends to the one it watches, and one of the listeners that it adds gives what comes to whoever asked:
 * it calls what its function was given. In an executor that is how it settles, so that sending is enough.
 */
export function answers(r: Registration, fn: Syntax, isExecutor = false): boolean {
  const params = new Set<string>()
  for (const p of (fn.params as Syntax[] | undefined) ?? []) for (const n of namesIn(p)) params.add(n)
  let asks = false
  let tells = isExecutor
  walk(fn, n => {
    const callee = /CallExpression$/.test(n.type) ? unwrapped(n.callee as Syntax) : undefined
    if (callee && /MemberExpression$/.test(callee.type) && isSame(callee.object as Syntax, r.target))
      if (sends.test(lastName(callee))) asks = true
      else for (const given of n.arguments as Syntax[]) if (isFunction(given) && callsOne(given, params)) tells = true
    return undefined
  })
  return asks && tells
}

const isSame = (a: Syntax, b: Syntax): boolean =>
  a.type === b.type &&
  a.name === b.name &&
  lastName(a) === lastName(b) &&
  (a.object as Syntax | undefined)?.type === (b.object as Syntax | undefined)?.type

function callsOne(fn: Syntax, names: ReadonlySet<string>): boolean {
  let found = false
  walk(fn, n => {
    if (/CallExpression$/.test(n.type) && names.has((n.callee as Syntax).name as string)) found = true
    return undefined
  })
  return found
}

export function callOwner(r: Registration, fn: Syntax, ofCall: ReadonlySet<string>): Owner | string {
  const name = called(fn)
  if (fn.generator === true) return `${name} hands its values out one by one: when it ends is not seen`
  const tried = tryAround(r, fn)
  if (tried) return { kind: 'finally', statement: tried, block: tried.finalizer as Syntax, within: fn }
  if (ofCall.size === 0) return `${name} adds it again with each call, and nothing ends what it belongs to`
  if (fn.async !== true) return `its listener belongs to one call of ${name}, and when that is over is not seen`
  const body = fn.body as Syntax
  if (body.type !== 'BlockStatement') return `its listener belongs to one call of ${name}, whose end is not seen`
  const at = (body.body as Syntax[]).findIndex(s => s.start <= r.call.start && s.end >= r.call.end)
  if (at < 0 || (body.body as Syntax[])[at]!.type !== 'ExpressionStatement') return `it stands in a branch of ${name}`
  const rest = (body.body as Syntax[]).slice(at + 1)
  if (!rest.some(waits)) return `${name} does not wait for what its listener belongs to`
  if (rest.some(s => /^(FunctionDeclaration|ClassDeclaration)$/.test(s.type) || hasVar(s)))
    return `what follows in ${name} declares what is used before it`
  const lives = outlives(r, fn, rest)
  if (lives !== undefined) return `\`${lives}\`, which its listener uses, lives on behind the end of ${name}`
  return { kind: 'rest', body, within: fn }
}

const hasVar = (node: Syntax): boolean => {
  let found = node.type === 'VariableDeclaration' && node.kind === 'var'
  own(node, n => {
    if (n.type === 'VariableDeclaration' && n.kind === 'var') found = true
  })
  return found
}

/** A name of the call that its listener uses, and that is given back, or that something made of it is. */
function outlives(r: Registration, fn: Syntax, rest: readonly Syntax[]): string | undefined {
  const names = captured(r.listener, fn)
  const tainted = new Map([...names].map(n => [n, n]))
  for (let grown = true; grown; ) {
    grown = false
    own(fn, n => {
      const [left, right] =
        n.type === 'VariableDeclarator' ? [n.id, n.init] : n.type === 'AssignmentExpression' ? [n.left, n.right] : []
      if (!left || !right) return
      const from = [...namesIn(right as Syntax)].find(x => tainted.has(x))
      if (from === undefined) return
      for (const x of namesIn(left as Syntax))
        if (!tainted.has(x)) {
          tainted.set(x, tainted.get(from)!)
          grown = true
        }
    })
  }
  for (const s of rest)
    for (const ret of s.type === 'ReturnStatement' ? [s, ...returnsIn(s)] : returnsIn(s)) {
      const found = [...namesIn(ret)].find(x => tainted.has(x))
      if (found !== undefined) return tainted.get(found)
    }
  return undefined
}

/** The `try` with a `finally` that the watcher is in, or that comes right behind it in the same list. */
function tryAround(r: Registration, fn: Syntax): Syntax | undefined {
  for (let p = r.whole as Path | null; p && nodeOf(p) !== fn; p = p.parent as Path | null) {
    const node = nodeOf(p)
    const parent = nodeOf(p.parent as Path)
    if (node.type === 'BlockStatement' && parent.type === 'TryStatement' && parent.block === node && parent.finalizer)
      return seesOutside(r, node) ? parent : undefined
    if (node.type === 'ExpressionStatement' && parent.type === 'BlockStatement') {
      const list = parent.body as Syntax[]
      const next = list[list.indexOf(node) + 1]
      if (next?.type === 'TryStatement' && next.finalizer) return next
    }
  }
  return undefined
}

/** Nothing that it uses is declared in the block, so that it can be taken away behind it. */
const seesOutside = (r: Registration, block: Syntax): boolean => {
  const inside = declaredIn(block)
  return [r.listener, r.target].every(part => ![...namesIn(part)].some(n => inside.has(n)))
}
