/** Where an object ends: the method of its class that disposes of it, or one that is to be made. */
import type { Task } from '../codemod.js'
import { nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'
import { computed, keyOf, lastName, nameOf } from './around.js'
import { walk } from './names.js'
import type { End, Owner } from './owner.js'

/** What ends for good, the surest first; then what may only be a pause. */
export const finals: readonly string[] = [
  '[Symbol.asyncDispose]',
  '[Symbol.dispose]',
  'dispose',
  'destroy',
  'ngOnDestroy',
  'disconnectedCallback',
  'componentWillUnmount',
  'onModuleDestroy',
  'onApplicationShutdown',
  'beforeUnmount',
  'unmounted',
  'teardown',
  'shutdown',
  'close',
  'end',
]
export const pauses: readonly string[] = ['stop', 'disconnect', 'unsubscribe', 'detach', 'deactivate', 'terminate']

/** Methods that begin what another one ends. */
const counterparts: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    start: ['stop'],
    open: ['close'],
    connect: ['disconnect', 'close'],
    attach: ['detach'],
    activate: ['deactivate'],
    subscribe: ['unsubscribe'],
    enable: ['disable'],
    mount: ['unmount'],
    setup: ['teardown'],
    init: [],
    initialize: [],
    listen: ['close', 'stop'],
    connectedCallback: ['disconnectedCallback'],
    hostConnected: ['hostDisconnected'],
    componentDidMount: ['componentWillUnmount'],
    ngOnInit: ['ngOnDestroy'],
    ngAfterViewInit: ['ngOnDestroy'],
    onModuleInit: ['onModuleDestroy'],
    onload: ['onunload'],
  }),
)
/** Ends that a framework calls whenever the class has them. */
const given = new Set(['disconnectedCallback', 'componentWillUnmount', 'ngOnDestroy', 'onModuleDestroy'])
const frameworkBase = /^(HTMLElement|Component|PureComponent)$/

export const isConstructor = (fn: Syntax): boolean => fn.type === 'ClassMethod' && fn.kind === 'constructor'
export const isBeginning = (fn: Syntax): boolean =>
  (fn.params as Syntax[]).length === 0 && counterparts.get(nameOf(fn)) !== undefined

/** The class whose method a function is, or whose field holds it. */
export function classAround(fn: Path): Path | undefined {
  const node = nodeOf(fn)
  const member = /^Class(Private)?Method$/.test(node.type) ? fn : (fn.parent as Path)
  if (!/^Class(Private)?(Method|Property)$/.test(nodeOf(member).type)) return undefined
  return nodeOf(member).static === true ? undefined : (member.parent as Path)
}

export function fieldOwner(path: Path, task: Task): Owner | string | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (/^Class(Private)?Property$/.test(nodeOf(p).type) && nodeOf(p).static !== true)
      return objectOwner(p.parent as Path, undefined, task)
  return undefined
}

export function objectOwner(body: Path, fn: Syntax | undefined, task: Task): Owner | string {
  const cls = nodeOf(body.parent as Path)
  const name = ((cls.id as Syntax | null)?.name as string | undefined) ?? 'the class'
  const once = fn === undefined || isConstructor(fn)
  const methods = new Map<string, Syntax>()
  for (const m of nodeOf(body).body as Syntax[]) {
    const key = keyOf(m)
    const block = /^Class(Private)?Property$/.test(m.type)
      ? ((m.value as Syntax | null)?.body as Syntax | undefined)
      : (m.body as Syntax | undefined)
    if (key !== undefined && m.static !== true && block?.type === 'BlockStatement') methods.set(key, block)
  }
  const begins = fn && !once ? nameOf(fn) : undefined
  const fitting = begins === undefined ? [] : (counterparts.get(begins) ?? [])
  const restarts = [...methods.keys()].some(m => (counterparts.get(m) ?? []).some(end => methods.has(end)))
  const candidates = [...fitting, ...finals, ...(once && restarts ? [] : pauses)]
  const found = candidates.filter(c => methods.has(c))
  // one that another of them calls ends for both
  const end = found.find(c => found.some(o => o !== c && !fitting.includes(o) && calls(methods.get(o)!, c))) ?? found[0]
  const answer = (key: End): Owner => ({ kind: 'object', body: nodeOf(body), once, name, end: key })
  if (end !== undefined) return answer({ kind: 'method', name: end, body: methods.get(end)! })
  const base = cls.superClass as Syntax | null
  const key = fitting.find(c => given.has(c))
  if (key !== undefined && (!base || frameworkBase.test(lastName(base)))) return answer({ kind: 'new', key })
  if (base) return `\`${name}\` extends another class, and does not say where it ends`
  if (!/\.[mc]?tsx?$/.test(task.file) || hasDecorators(cls)) return `\`${name}\` has no method that ends it`
  return answer({ kind: 'new', key: '[Symbol.dispose]' })
}

const hasDecorators = (cls: Syntax): boolean => ((cls.decorators as Syntax[] | undefined) ?? []).length > 0
function calls(body: Syntax, name: string): boolean {
  let found = false
  walk(body, n => {
    const callee = /CallExpression$/.test(n.type) ? unwrapped(n.callee as Syntax) : undefined
    if (callee && /MemberExpression$/.test(callee.type)) {
      const key = callee.computed === true ? computed(callee.property as Syntax) : (callee.property as Syntax).name
      if ((callee.object as Syntax).type === 'ThisExpression' && key === name) found = true
    }
    return undefined
  })
  return found
}
