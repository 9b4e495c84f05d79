/** The one listener of a program to what its owner sends. */
import type { SiteReport } from '../../src/result.js'
import type { FileInput } from '../codemod.js'
import { placeOf } from '../send/place.js'
import { callAt, commentsBeside, j, nodeOf, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'

export interface Listener {
  readonly site: SiteReport
  /** `parentPort`, `process`, or another name of it. */
  readonly target: Syntax
  readonly handler: Syntax
  /** What has to be there: `parentPort` in `parentPort?.on(…)`. */
  readonly condition?: string
  readonly range: { readonly start: number; readonly end: number }
  /** Its parameter is of type any now, and would be unknown. */
  readonly isAny: boolean
  /** It could take more than the message, and must not. */
  readonly wraps: boolean
}

/** None where the program hears its owner in another way as well, or its listener may be taken away again. */
export function listenerOf({ tree, sites, file }: FileInput, endpoint: 'ParentPort' | 'Process'): Listener | undefined {
  if (sites.some(s => s.inTest)) return undefined
  const own = sites.filter(s => s.symbol?.startsWith(`${endpoint}#`))
  const about = own.filter(s => s.role !== 'send' && /'message'|"message"|onmessage/.test(eventText(s, tree)))
  const [site] = about
  if (about.length !== 1 || site?.role !== 'watch' || !/#(on|addListener)$/.test(site.symbol ?? '')) return undefined
  // `parentPort.close()` and `unref()` would end, or no longer keep, what serves; a wait for one message takes it away
  if (endpoint === 'ParentPort' && ends(tree, own)) return undefined
  if (sleeps(tree)) return undefined
  const path = callAt(tree, site)
  const place = path && placeOf(path)
  if (!path || place?.kind !== 'statement') return undefined
  const call = nodeOf(path)
  const callee = unwrapped(call.callee as Syntax)
  const args = call.arguments as Syntax[]
  const target = unwrapped(callee.object as Syntax)
  const handler = args[1]
  if (args.length !== 2 || !handler || !/^(Identifier|ThisExpression)$/.test(target.type)) return undefined
  if (commentsBeside(tree, place.range, [target, handler]).length > 0) return undefined
  const isOptional = callee.optional === true
  if (call.optional === true || (isOptional && !place.listed)) return undefined
  const form = formOf(handler, tree)
  if (!form) return undefined
  const isTs = /\.[cm]?tsx?$/.test(file)
  return {
    site,
    target,
    handler,
    condition: isOptional ? sourceOf(tree, target) : undefined,
    range: place.range,
    isAny: isTs && endpoint === 'ParentPort' && form !== 'typed',
    wraps: form === 'wrapped',
  }
}

/** The first argument of a call, or the name of a slot. */
function eventText(site: SiteReport, tree: Tree): string {
  const path = callAt(tree, site)
  if (!path) return site.callee
  const [first] = nodeOf(path).arguments as Syntax[]
  return first ? sourceOf(tree, first) : ''
}

/** `Atomics.wait` stops the whole thread: what came meanwhile would be acknowledged too late, or never. */
function sleeps(tree: Tree): boolean {
  const callee = { type: 'MemberExpression', object: { name: 'Atomics' }, property: { name: 'wait' } } as const
  return tree.root.find(j.CallExpression, { callee }).size() > 0
}

function ends(tree: Tree, own: readonly SiteReport[]): boolean {
  const names = new Set(own.map(s => s.receiver?.replace(/[!?]/g, '')))
  let found = false
  tree.root.find(j.CallExpression).forEach(p => {
    const call = nodeOf(p)
    const callee = unwrapped(call.callee as Syntax)
    const object = callee.object as Syntax | undefined
    const name = (callee.property as Syntax | undefined)?.name as string | undefined
    const isOwn = (n: Syntax | undefined): boolean => n !== undefined && names.has(sourceOf(tree, unwrapped(n)))
    if (name !== undefined && /^(close|unref)$/.test(name) && isOwn(object)) found = true
    const waits = (callee.name ?? name) as string | undefined
    if (/^(once|on|receiveMessageOnPort)$/.test(waits ?? '') && isOwn((call.arguments as Syntax[])[0])) found = true
  })
  return found
}

/** `plain`, `typed`: as it is written, its parameter without or with a type. `wrapped`: given the message alone. */
function formOf(handler: Syntax, tree: Tree): 'plain' | 'typed' | 'wrapped' | undefined {
  if (/^(ArrowFunctionExpression|FunctionExpression)$/.test(handler.type)) return inline(handler)
  if (handler.type !== 'Identifier') return undefined
  const declared = declarationOf(handler.name as string, tree)
  if (!declared) return 'wrapped'
  const form = inline(declared)
  return form ?? 'wrapped'
}

function inline(fn: Syntax): 'plain' | 'typed' | undefined {
  const params = fn.params as Syntax[]
  const [first] = params
  if (params.length > 1 || first?.type === 'RestElement' || fn.generator === true) return undefined
  const body = j(fn.body as never)
  if (body.find(j.Identifier, { name: 'arguments' }).size() > 0) return undefined
  if (fn.type !== 'ArrowFunctionExpression' && body.find(j.ThisExpression).size() > 0) return undefined
  return first === undefined || first.typeAnnotation ? 'typed' : 'plain'
}

/** The function that a name stands for, if the file has exactly one of that name and nothing else is assigned to it. */
function declarationOf(name: string, tree: Tree): Syntax | undefined {
  const found: Syntax[] = []
  tree.root.find(j.FunctionDeclaration, { id: { name } }).forEach(p => void found.push(nodeOf(p)))
  tree.root.find(j.VariableDeclarator, { id: { name } }).forEach(p => {
    const init = nodeOf(p).init as Syntax | null
    if (init && /^(ArrowFunctionExpression|FunctionExpression)$/.test(init.type)) found.push(init)
    else found.push(nodeOf(p), nodeOf(p))
  })
  const isAssigned = tree.root.find(j.AssignmentExpression, { left: { name } }).size() > 0
  return found.length === 1 && !isAssigned ? found[0] : undefined
}
