/** A bound for each way that a dialect's row knows of. */
import type { ImportNeed } from '../../src/migrate/fix.js'
import { takesBound } from '../../src/sites/dialect.js'
import type { Task } from '../codemod.js'
import { nodeOf, type Path, type Syntax, sourceOf, unwrapped } from '../tree.js'
import type { CallSite } from './call-site.js'
import { appended, chained, insert, isNothing, keyIs, outerEnd, replace, type Text, withProperty } from './insert.js'
import { keyOf, timingOf } from './timing.js'
import { wrapped } from './wrap.js'

export interface Bounded {
  readonly edits: readonly Text[]
  readonly imports: readonly ImportNeed[]
}

/** The edits, or why there are none. */
export function bounded(call: CallSite, task: Task): Bounded | string {
  const { chain, result, operator, arg, anyArg, path } = call.row.timeout ?? {}
  const args = call.call.arguments as Syntax[]
  if (!takesBound(call.row.timeout)) return wrapped(call, task)
  if (chain === undefined && result === undefined && args.some(a => a.type === 'SpreadElement'))
    return 'its arguments are spread'
  const { text: ms, imports } = timingOf(keyOf(call), task)
  if (operator !== undefined) return piped(call, operator, ms, imports, task)
  const edit =
    chain !== undefined
      ? ofChain(call, chain, ms, task)
      : result !== undefined
        ? insert(call.call.end, `.${result}(${ms})`)
        : arg !== undefined
          ? positional(call, arg, ms, task)
          : anyArg !== undefined
            ? ofAnyArgument(
                call,
                anyArg,
                call.row.timeout?.absolute ? `${task.names.global('Date')}.now() + ${ms}` : ms,
                task,
              )
            : optional(call, [path ?? []].flat()[0]!, ms, task)
  return typeof edit === 'string' ? edit : { edits: [edit], imports }
}

function ofChain({ name, callee }: CallSite, chain: string, ms: string, { tree }: Task): Text | string {
  if (!/WithAck$/.test(name)) return `\`.${chain}()\` gives its callback an error first: what is to be done then?`
  return callee.object ? chained(callee, `${chain}(${ms})`, tree) : 'its receiver is not written at the call'
}

/** Its timeout is an argument: the last one, or the one at a position. */
function positional({ call, row }: CallSite, position: number, ms: string, { tree }: Task): Text | string {
  const args = call.arguments as Syntax[]
  const last = args.at(-1)
  if (position < 0) return last && isNothing(last) ? replace(last, ms) : appended(call, ms, tree)
  const given = args[position]
  const isNone = given && (isNothing(given) || (row.timeout?.zeroMeansNone === true && given.value === 0))
  if (given) return isNone ? replace(given, ms) : 'what stands at the place of its timeout is not known'
  return args.length === position ? appended(call, ms, tree) : 'an argument before its timeout is missing'
}

/** `2.timeout`, `1.signal`. A signal that is there goes on counting, beside the one of the timeout. */
function optional({ call, path }: CallSite, place: string, ms: string, { tree, names }: Task): Text | string {
  const [at, option] = place.split('.') as [string, string | undefined]
  if (option === undefined) return 'how the library bounds it is not known'
  const signals = names.global('AbortSignal')
  const own = option === 'signal' ? `${signals}.timeout(${ms})` : ms
  const value = (former?: string): string =>
    option === 'signal' && former !== undefined ? `${signals}.any([${former}, ${own}])` : own
  const args = call.arguments as Syntax[]
  if (args.length === Number(at)) return appended(call, `{ ${option}: ${own} }`, tree)
  const given = args[Number(at)] && unwrapped(args[Number(at)]!)
  if (!given) return 'an argument before its options is missing'
  if (given.type !== 'Identifier' || isNothing(given) || option !== 'signal')
    return withProperty(given, option, value, tree)
  const former = ownSignal(given, path)
  if (former === undefined) return 'its options come from elsewhere'
  return withProperty(given, option, () => value(former ? `${given.name}.${option}` : undefined), tree)
}

/** Whether options that have a name hold a signal; unknown where they are not written out once. */
function ownSignal(options: Syntax, path: Path): boolean | undefined {
  const holder = declarationOf(options, path)?.parent as Path | undefined
  const init = holder && initOf(options, path)
  if (init?.type !== 'ObjectExpression' || nodeOf(holder!.parent as Path).kind !== 'const') return undefined
  const properties = init.properties as Syntax[]
  if (properties.some(p => p.type !== 'ObjectProperty' || p.computed === true)) return undefined
  return properties.some(p => keyIs(p, 'signal'))
}

/**
 * gRPC: `(request, [metadata], [options], callback)`, of which any may be missing. Options go before the callback, behind
 * the metadata.
 */
function ofAnyArgument(site: CallSite, option: string, value: string, { tree }: Task): Text | string {
  const args = site.call.arguments as Syntax[]
  const callback = args.at(-1)
  if (!callback || !isCallable(callback, site.path)) return 'it has no callback before which its options would stand'
  const given = args.slice((site.row.msg ?? 0) + 1, -1)
  const last = given.at(-1)
  const object = `{ ${option}: ${value} }`
  if (!last || isMetadata(last, site.path)) return insert(callback.start, `${object}, `)
  if (last.type !== 'ObjectExpression') return 'whether it has options already is not seen'
  return withProperty(last, option, () => value, tree)
}

const isCallable = (n: Syntax, path: Path): boolean =>
  /^(ArrowFunction|Function)Expression$/.test(n.type) ||
  (n.type === 'Identifier' && !/^(meta|opt)/i.test(n.name as string) && initOf(n, path)?.type !== 'ObjectExpression')

/** `new Metadata()`, a name that it was given to, or one that is declared with this type. */
function isMetadata(n: Syntax, path: Path): boolean {
  if (n.type === 'NewExpression') return lastName(n.callee as Syntax) === 'Metadata'
  const id = n.type === 'Identifier' ? declarationOf(n, path) : undefined
  const annotation = (id && (nodeOf(id).typeAnnotation as Syntax | undefined)?.typeAnnotation) as Syntax | undefined
  if (annotation?.type === 'TSTypeReference') return lastName(annotation.typeName as Syntax) === 'Metadata'
  const init = n.type === 'Identifier' ? initOf(n, path) : undefined
  return init?.type === 'NewExpression' && lastName(init.callee as Syntax) === 'Metadata'
}

/** `c` of `a.b.c`, in an expression or in a type. */
const lastName = ({ property, right, name }: Syntax): unknown =>
  ((property ?? right) as Syntax | undefined)?.name ?? name

/** The name where it is declared. */
function declarationOf({ name }: Syntax, path: Path): Path | undefined {
  const scope = path.scope?.lookup(name as string) as { getBindings(): Record<string, Path[]> } | null
  return scope?.getBindings()[name as string]?.[0]
}

/** What a name of the file was declared with. */
function initOf(id: Syntax, path: Path): Syntax | undefined {
  const declared = declarationOf(id, path)?.parent as Path | undefined
  const declarator = declared && nodeOf(declared)
  return declarator?.type === 'VariableDeclarator' ? ((declarator.init as Syntax | null) ?? undefined) : undefined
}

/** rxjs: `x.pipe(timeout(ms))`, of what is awaited or of what the call gives. */
function piped(
  site: CallSite,
  operator: string,
  ms: string,
  imports: readonly ImportNeed[],
  task: Task,
): Bounded | string {
  const { row, call } = site
  const { tree } = task
  const source = typeof row.target === 'number' ? (call.arguments as Syntax[])[row.target] : call
  if (!source) return 'it has no arguments'
  const need = task.names.need('rxjs', operator)
  const own = `${need.local}(${ms})`
  const all = { imports: [...imports, need] }
  const callee = source.callee as Syntax | undefined
  const isPipe = source !== call && (callee?.property as Syntax | undefined)?.name === 'pipe'
  if (isPipe && (source.arguments as Syntax[]).length > 0) {
    const edit = appended(source, own, tree)
    return typeof edit === 'string' ? edit : { edits: [edit], ...all }
  }
  const at = outerEnd(source, tree)
  const isPlain = at > source.end || /^(Identifier|MemberExpression|CallExpression|ThisExpression)$/.test(source.type)
  if (isPlain) return { edits: [insert(at, `.pipe(${own})`)], ...all }
  return { edits: [replace(source, `(${sourceOf(tree, source)}).pipe(${own})`)], ...all }
}
