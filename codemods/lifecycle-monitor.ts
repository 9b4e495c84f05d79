/**
 * `worker.on('exit', code => …)` → `monitor(worker, { tag, onDown: ({ exit: { code } }) => … })`, where the watcher needs
 * no release.
 *
 * 1. The rule says that it is managed but watches by itself (shape lifecycle-monitor): the peer's end takes it along,
 *    and the monitor as well, so that nothing has to be released anywhere. Where something takes the listener away by
 *    hand, both sides are migrated together: the monitor is kept, and `off` becomes `demonitor`.
 * 2. The event is the peer's end, of which a monitor tells all: `exit` of a Worker, a child or a worker of a cluster,
 *    `close` of a MessagePort. What the listener takes is bound from `down.exit`: the same code and signal.
 * 3. The listener does not use `this`, which is the peer. A named one gets as many values as it takes.
 * 4. The call is a statement of its own, or a link of a chain that goes on without it. The tag is the enclosing scope.
 *
 * Safety. The listener is called once at the peer's end, as before: `exit` comes once. What differs: it comes a
 * microtask later; a peer that has gone already is told of, where the raw listener waits for ever; a child that could
 * not start, or whose channel closes, counts as down; and an `error` of the peer that nobody else hears no longer ends
 * the process. These are meant, and for review. Other events, and watchers that leak, are left to `release-watcher`.
 */
import type { Fix } from '../src/migrate/fix.js'
import type { Finding } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, type Task } from './codemod.js'
import { placeOf } from './send/place.js'
import { behind, type Text } from './text.js'
import { commentsBeside, nodeOf, type Path, type Syntax, sourceOf, unwrapped } from './tree.js'
import { endDifference, monitorCall, toldBy } from './watch/form.js'
import { onDown } from './watch/listener.js'
import { paired, removalsOf } from './watch/paired.js'
import { inChain, type Registration, registrationOf } from './watch/registration.js'

export const lifecycleMonitor: Codemod = {
  name: 'lifecycle-monitor',
  rule: 'unmanaged-watcher',
  takes: finding => finding.shape === 'lifecycle-monitor',
  fixes: task => oneByOne(task, fixOf),
}

const transform: Alone = alone(lifecycleMonitor)
export default transform

function fixOf(finding: Finding, task: Task): Fix | string {
  const { tree } = task
  const r = registrationOf(finding, task)
  if (typeof r === 'string') return r
  const told = toldBy(r)
  if (told === undefined) return notTheEnd(r)
  const down = onDown(r.listener, told, r.path, tree)
  if ('why' in down) return down.why
  const made = madeOf(r, down.text, task)
  if (typeof made === 'string') return made
  if (commentsBeside(tree, made.range, [r.target, r.listener]).length > 0)
    return 'comments stand where there is no place for them'
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'unmanaged-watcher',
    codemod: 'lifecycle-monitor',
    dialect: r.site.dialect,
    file: task.file,
    line: r.site.line,
    column: r.site.column,
    safety: 'review',
    reason: 'the end is told more broadly: also of a peer that has gone before, or never started',
    difference: endDifference,
    edits: made.edits.map(e => ({ file: task.file, ...e })),
    imports: made.imports,
  }
}

function notTheEnd({ eventName, site }: Registration): string {
  if (eventName === 'error')
    return 'an error is told when it happens, and with itself; a monitor tells of the end alone: watch that as well'
  if (eventName === 'close' && site.dialect === 'node:child_process')
    return '`close` comes when all output has been read; a monitor tells of the exit, which may be before'
  return 'a monitor tells of the end alone, and this hears more'
}

interface Made {
  readonly edits: readonly Text[]
  readonly imports: Fix['imports']
  /** What is written anew. */
  readonly range: Pick<Syntax, 'start' | 'end'>
}

function madeOf(r: Registration, down: string, task: Task): Made | string {
  const removals = removalsOf(r, task)
  if (removals.length === 0) return inChain(r) ? unlinked(r, down, task) : replaced(r, down, task)
  const both = paired(r, removals, down, task)
  return typeof both === 'string' ? both : { ...both, range: r.call }
}

/** The call in its place. */
function replaced(r: Registration, down: string, task: Task): Made | string {
  if (/Call/.test(r.target.type)) return 'its target is the result of a call'
  const place = placeOf(r.path)
  if (!place || place.kind === 'arrow') return 'its value is used'
  if (r.optional && place.kind !== 'statement') return 'the peer may be missing'
  const call = monitorCall(r, down, task)
  if (typeof call === 'string') return call
  const { start, end } = place.range
  return { edits: [{ start, end, text: call.text }], imports: call.imports, range: place.range }
}

/** Taken out of a chain, whose target gets a name if it has none. */
function unlinked(r: Registration, down: string, task: Task): Made | string {
  const { tree } = task
  const object = unwrapped(r.call.callee as Syntax).object as Syntax
  if (r.optional || /^Optional/.test(r.call.type)) return 'it is a part of a longer optional chain'
  const parent = nodeOf(r.whole.parent as Path)
  const statement = statementAround(r.whole)
  if (!statement) return 'it is a part of a larger expression'
  const edits: Text[] = [{ start: object.end, end: r.call.end, text: '' }]
  let target = sourceOf(tree, r.target)
  if (parent.type === 'VariableDeclarator' && (parent.id as Syntax).type === 'Identifier')
    target = (parent.id as Syntax).name as string
  else if (parent.type !== 'ExpressionStatement') return 'it is a part of a larger expression'
  else if (/Call|New/.test(r.target.type)) {
    target = task.names.freeName(r.site.dialect === 'node:child_process' ? 'child' : 'worker')
    edits.push({ start: statement.start, end: statement.start, text: `const ${target} = ` })
  }
  const call = monitorCall({ ...r, target: { ...r.target, type: 'Identifier', name: target } }, down, task, target)
  if (typeof call === 'string') return call
  edits.push(...behind(task, statement, [call.text]))
  const range = { start: object.end, end: r.call.end }
  return { edits, imports: call.imports, range }
}

/** The statement that holds the chain, or declares what it gives. */
function statementAround(whole: Path): Syntax | undefined {
  const parent = whole.parent as Path
  const at = nodeOf(parent).type === 'VariableDeclarator' ? (parent.parent as Path) : parent
  const declared = nodeOf(at)
  if (declared.type === 'VariableDeclaration' && (declared.declarations as Syntax[]).length > 1) return undefined
  const holder = nodeOf(at.parent as Path)
  if (holder.type === 'ExportNamedDeclaration') return holder
  return /^(Program|BlockStatement|SwitchCase|StaticBlock|TSModuleBlock)$/.test(holder.type) ? declared : undefined
}
