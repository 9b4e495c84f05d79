/**
 * `worker.on('exit', () => …)` → `monitor(worker, { tag, onDown: () => … })`, where the watcher needs no release.
 *
 * 1. The rule says that it is managed but watches by itself (shape lifecycle-monitor): the peer's end takes it along,
 *    and the monitor as well, so that nothing has to be released anywhere.
 * 2. The listener is written at the call and takes nothing: what `exit` gives it, `down.reason` gives in another form.
 * 3. The call is a statement of its own; the peer is not the result of another call. The tag is the enclosing scope.
 *
 * Safety. The listener is called once at the peer's end, as before: `exit` comes once. What differs: it comes a
 * microtask later; a peer that has gone already is told of, where the raw listener waits for ever; a child that could
 * not start, or whose channel closes, counts as down; and an `error` of the peer that nobody else hears no longer ends
 * the process. These are meant, and for review. Listeners with parameters, other events, and watchers that leak stay:
 * where their owner ends has to be known.
 */
import type { Fix } from '../src/migrate/fix.js'
import type { Finding } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, runtime, type Task } from './codemod.js'
import { placeOf } from './send/place.js'
import { callAt, commentsBeside, hole, j, nameNode, nodeOf, type Path, printed, type Syntax, sourceOf } from './tree.js'

export const lifecycleMonitor: Codemod = {
  name: 'lifecycle-monitor',
  rule: 'unmanaged-watcher',
  takes: finding => finding.shape === 'lifecycle-monitor',
  fixes: task => oneByOne(task, fixOf),
}

const transform: Alone = alone(lifecycleMonitor)
export default transform

const watched = new Set(['node:worker_threads', 'node:child_process', 'node:cluster'])

function fixOf(finding: Finding, task: Task): Fix | string {
  const { tree, style } = task
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(tree, site)
  if (!site || !path) return 'the call was not found in the file'
  const call = nodeOf(path)
  const [event, listener, ...more] = call.arguments as Syntax[]
  if (!watched.has(site.dialect) || event?.value !== 'exit')
    return 'a monitor tells of the end alone, and this hears more'
  if (!listener || more.length > 0 || !/^(ArrowFunction|Function)Expression$/.test(listener.type))
    return 'its listener is not written at the call: what it takes, and who else releases it, is not seen'
  if ((listener.params as Syntax[]).length > 0)
    return 'its listener takes what `exit` gives; a monitor gives it as `reason`'
  if (listener.type === 'FunctionExpression') return 'its listener may use `this`, which is the peer'
  const target = (call.callee as Syntax).object as Syntax
  if (/Call/.test(target.type)) return 'it is one of several calls in a chain'
  if (call.type !== 'CallExpression') return 'the peer may be missing'
  const place = placeOf(path)
  if (place?.kind !== 'statement') return 'its value is used'
  if (commentsBeside(tree, place.range, [target, listener]).length > 0)
    return 'comments stand where there is no place for them'
  const need = task.names.need(runtime, 'monitor')
  const options = j.objectExpression([
    j.objectProperty(j.identifier('tag'), j.stringLiteral(tagOf(path, task.file))),
    j.objectProperty(j.identifier('onDown'), hole(1)),
  ])
  const node = j.callExpression(nameNode(need.local), [hole(0), options])
  const text = printed(node, [sourceOf(tree, target), sourceOf(tree, listener)], style.quote)
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'unmanaged-watcher',
    codemod: 'lifecycle-monitor',
    dialect: site.dialect,
    file: task.file,
    line: site.line,
    column: site.column,
    safety: 'review',
    reason: 'the end is told more broadly: also of a peer that has gone before, or never started',
    difference: 'told once, a microtask after the end, and of a peer that had ended before as well',
    edits: [{ file: task.file, start: place.range.start, end: place.range.end, text }],
    imports: [need],
    primitive: [],
  }
}

/** The enclosing class and function; at top level the file's name. */
function tagOf(path: Path, file: string): string {
  const names: string[] = []
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const { type, id, key } = nodeOf(p) as Syntax & { id?: Syntax | null; key?: Syntax }
    if (!/^(Class(Declaration|Expression|Method|PrivateMethod)|Function|ObjectMethod|VariableDeclarator)/.test(type))
      continue
    const name = (id?.name ?? key?.name) as string | undefined
    if (name !== undefined) names.unshift(name)
  }
  return names.length > 0 ? names.join('.') : file.replace(/^.*\//, '').replace(/\.\w+$/, '')
}
