/** Whether code runs at most once in the life of the program. */
import {
  type CallNode,
  type ClassNode,
  classOf,
  type FunctionNode,
  functionOf,
  keyName,
  literalText,
  memberName,
  type NewNode,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
  walk,
} from './ast.js'
import type { Caller, Callers } from './callers.js'
import { madeByContainer, startedByContainer } from './containers.js'
import type { Evidence } from './evidence.js'
import { functionName, handedTo, inLoop, instanceField, isConstructor, ownerFunction } from './flow.js'
import { guardsOf } from './guards.js'
import type { Inference } from './infer.js'
import { bindingOf, mentions } from './mentions.js'
import type { Binding } from './scope.js'
import { importedFrom } from './timers.js'

/** Events that come once in the life of what they happen to. */
const onceEvents = new Set([
  'ready',
  'DOMContentLoaded',
  'load',
  'listening',
  'online',
  'spawn',
  'open',
  'will-finish-launching',
  'exit',
  'beforeExit',
  'before-quit',
  'will-quit',
])
/** Functions that call what they are given once. */
const callOnce = new Set([
  'then',
  'catch',
  'finally',
  'setTimeout',
  'setImmediate',
  'queueMicrotask',
  'nextTick',
  'listen',
  'whenReady',
  'once',
  'singleton',
  'memoize',
  'lazy',
])
/** Blocks of test runners: each runs once in a run. */
const testBlocks = new Set(['describe', 'it', 'test', 'before', 'beforeAll', 'after', 'afterAll', 'suite', 'bench'])

/** `unseen`: nobody is seen to run it, and it looks like what a program runs once when it starts. */
export type Runs = 'once' | 'again' | 'unseen'

/** Module top level, a function that only such code calls, once, or one behind a guard that says so. */
export const runsOnce = (node: Node, file: SourceFile, callers: Callers): boolean =>
  howOften(node, file, callers) === 'once'

/** How often code runs in the life of the program. */
export function howOften(node: Node, file: SourceFile, callers: Callers, depth = 0): Runs {
  if (instanceField(node)) return constructed(node, file, callers, depth) ?? 'again'
  const fn = ownerFunction(node)
  if (!fn) return 'once'
  if (depth > 5) return 'again'
  const guards = guardsOf(node, fn, file)
  if (guards.module) return 'once'
  // whose constructions nobody sees gets the benefit of the doubt
  if (guards.object) return constructed(node, file, callers, depth) ?? 'once'
  const call = handedTo(fn)
  if (call) {
    const around = inLoop(call, functionOf(call)) ? 'again' : howOften(call, file, callers, depth + 1)
    if (around === 'again' || isOnceCall(call, file, callers.inf) || runsIt(call, fn, file, callers.inf)) return around
    // `new ContainerModule(bind => …)`: what an unseen class does with it
    const isUnseen = call.type === 'NewExpression' && callers.inf.typeOf(strip(call.callee), file).k === 'unknown'
    return isUnseen && around === 'once' && importedFrom(strip(call.callee), file) ? 'unseen' : 'again'
  }
  const started = startedByContainer(fn, file)
  if (started) return started
  const all = callers.of(fn, file)
  const first = all[0]
  if (!first) return isEntry(fn, file) ? 'once' : setsUp(fn, node, file) ? 'unseen' : 'again'
  if (all.length !== 1) return areEntries(all) ? 'once' : 'again'
  if (inLoop(first.node, functionOf(first.node))) return 'again'
  if (first.isCall) return howOften(first.node, first.file, callers, depth + 1)
  const given = boundUp(first.node)
  const p = given.parent as Node | undefined
  if (p?.type !== 'CallExpression' || !p.arguments.includes(given as never)) return 'again'
  return isOnceCall(p, first.file, callers.inf) || runsIt(p, given, first.file, callers.inf)
    ? howOften(p, first.file, callers, depth + 1)
    : 'again'
}

/** `main()`, called by what is no source: a script of `bin`, the command line. */
const isEntry = (fn: FunctionNode, file: SourceFile): boolean =>
  functionOf(fn) === undefined &&
  !classOf(fn) &&
  /^(main|bootstrap|cli)$/.test(functionName(fn) ?? '') &&
  isModule(file)

const isModule = ({ program }: SourceFile): boolean => program.body.some(s => /^(Export|TSExport)/.test(s.type))

/** Modules that each start a program of their own by the same call. */
const areEntries = (all: readonly Caller[]): boolean =>
  all.every(c => c.isCall && !functionOf(c.node) && !inLoop(c.node, undefined)) &&
  new Set(all.map(c => c.file)).size === all.length

/** `f.bind(this)` for `f`: what is handed on. */
function boundUp(node: Node): Node {
  const member = node.parent as Node | undefined
  const call = member?.parent as Node | undefined
  return member?.type === 'MemberExpression' && memberName(member) === 'bind' && call?.type === 'CallExpression'
    ? call
    : node
}

/** A function of the program that runs what it is given once in each of its own runs: its only use of it, in no loop. */
function runsIt(call: CallNode | NewNode, given: Node, file: SourceFile, inf: Inference): boolean {
  const ty = inf.typeOf(strip(call.callee), file)
  if (ty.k !== 'function') return false
  const parameter = ty.node.params[call.arguments.indexOf(unwrapUp(given) as never)]
  const b = parameter?.type === 'Identifier' ? bindingIn(ty.node, parameter, ty.file) : undefined
  const [only, second] = b ? mentions(b, ty.file) : []
  const run = only && (unwrapUp(only).parent as Node | undefined)
  if (second || run?.type !== 'CallExpression' || strip(run.callee) !== only) return false
  return ownerFunction(run) === ty.node && !inLoop(run, ty.node)
}

const bindingIn = (fn: FunctionNode, id: Node, file: SourceFile): Binding | undefined =>
  id.type === 'Identifier' ? file.scopeOf.get(fn)?.value(id.name) : undefined

const startsUp = /^_?(init|initiali[sz]e|setup|register|install|bootstrap|boot|configure|activate)(?![a-z])/
/** Members by which objects are ended: where there are any, objects come and go. */
const endsObject =
  /^(dispose|destroy|close|stop|end|shutdown|teardown|disconnect|unsubscribe|uninstall|deactivate|unregister|unmount|detach|cleanup|ngOnDestroy|componentWillUnmount|disconnectedCallback|onModuleDestroy|onApplicationShutdown|Symbol\.(asyncD|d)ispose)$/i

/**
 * A set-up method that nobody is seen to run, as a framework or a base class does: by its name, with nothing of its
 * caller's in the code, of a class whose objects have no end. What takes something from each caller registers it for
 * each; who makes objects of an exported class, and calls an exported function, may do so again.
 */
function setsUp(fn: FunctionNode, node: Node, file: SourceFile): boolean {
  const cls = isConstructor(fn) ? undefined : classOf(fn)
  // a container runs them when it starts, with services of its own
  if (cls && /^(on)?Start(?![a-z])/i.test(functionName(fn) ?? '') && madeByContainer(cls, file)) return true
  return cls !== undefined && startsUp.test(functionName(fn) ?? '') && !usesParameter(fn, node, file) && !hasEnd(cls)
}

function usesParameter(fn: FunctionNode, node: Node, file: SourceFile): boolean {
  let found = false
  walk(node, n => {
    if (n.type === 'Identifier') {
      const b = bindingOf(n, file)
      found ||= b?.kind === 'parameter' && b.node === fn
    }
    return !found
  })
  return found
}

const hasEnd = (cls: ClassNode): boolean =>
  cls.body.body.some(
    m =>
      (m.type === 'MethodDefinition' || m.type === 'PropertyDefinition') &&
      endsObject.test(keyName(m.key, m.computed)?.replace(/^#/, '') ?? ''),
  )

/** What the answer of {@link runsOnce} rests on, nearest first: a guard, a call that calls once, the only caller. None at module level. */
export function whatRunsOnce(node: Node, file: SourceFile, callers: Callers): Evidence | undefined {
  const cls = instanceField(node) ? classOf(node) : undefined
  const fn = ownerFunction(node)
  if (cls) return callers.ofClass(cls, file).map(c => at('the only construction', c.node, c.file))[0]
  if (!fn) return undefined
  const { module, object } = guardsOf(node, fn, file)
  if (module || object) return at('the function that a flag guards', fn, file)
  const call = handedTo(fn)
  if (call) return at('what calls it once', call, file)
  return callers.of(fn, file).map(c => at('the only place that calls it', c.node, c.file))[0]
}

const at = (what: string, node: Node, file: SourceFile): Evidence => ({ what, node, file })

/** How often an object of the class is made in the life of the program; none: nobody is seen to make one. */
function constructed(node: Node, file: SourceFile, callers: Callers, depth: number): Runs | undefined {
  const cls = classOf(node)
  const contained = cls && madeByContainer(cls, file)
  if (contained) return contained
  const all = cls ? callers.ofClass(cls, file) : []
  const first = all[0]
  if (!first) return undefined
  if (all.length !== 1 || inLoop(first.node, functionOf(first.node))) return 'again'
  return howOften(first.node, first.file, callers, depth + 1)
}

/** Runs at most once for each object of its class: the constructor, or a method that only the constructor calls, once. */
export function oncePerObject(at: Node, file: SourceFile, callers: Callers, depth = 0): boolean {
  if (instanceField(at)) return true
  const fn = ownerFunction(at)
  if (!fn) return false
  if (isConstructor(fn)) return true
  const cls = classOf(fn)
  if (!cls || depth > 4) return false
  const guards = guardsOf(at, fn, file)
  if (guards.module || guards.object) return true
  const all = callers.of(fn, file)
  const first = all[0]
  if (!first?.isCall || all.length !== 1 || inLoop(first.node, functionOf(first.node))) return false
  return classOf(first.node) === cls && oncePerObject(first.node, first.file, callers, depth + 1)
}

/** Calls what it is given once: a timer, a promise, an event that comes once. */
export function isOnceCall(call: CallNode | NewNode, file: SourceFile, inf: Inference): boolean {
  const callee = strip(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (name === undefined) return false
  if (callOnce.has(name) || (callee.type === 'Identifier' && testBlocks.has(name))) return true
  if (!/^(on|addListener|addEventListener|prependListener)$/.test(name)) return false
  if (hasOnceOption(call)) return true
  const event = literalText(call.arguments[0] as Node | undefined)
  return event !== undefined && onceEvents.has(event) && !hasOwnEvents(callee, event, file, inf)
}

/** `addEventListener(event, listener, { once: true })` */
export function hasOnceOption(call: CallNode | NewNode): boolean {
  const options = call.arguments[2] && strip(call.arguments[2] as Node)
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      p =>
        p.type === 'Property' &&
        keyName(p.key as Node, p.computed) === 'once' &&
        p.value.type === 'Literal' &&
        p.value.value === true,
    )
  )
}

/** The program names the events itself (an IPC channel called `open`): any of them may come again and again. */
export function hasOwnEvents(callee: Node, event: string, file: SourceFile, inf: Inference): boolean {
  const name = memberName(callee)
  if (callee.type !== 'MemberExpression' || name === undefined) return false
  const ty = inf.typeOf(callee.object, file)
  if (ty.k !== 'lib') return false
  const rows = inf.library.memberRows(ty.name, name).filter(r => r.role === 'watch' && !r.generic)
  return rows.length > 0 && rows.every(r => !r.events && !r.terminal?.includes(event))
}
