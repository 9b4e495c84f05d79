/** What bounds a wait from outside: a race, a wrapper, or every visible caller. */
import type { FilePass } from '../../src/audit/rule.js'
import type { SourceFile } from '../../src/sites/ast.js'
import { type Consumption, consumptionOf } from '../../src/sites/consumption.js'
import type { Evidence } from '../../src/sites/evidence.js'
import { type Bound, timed } from './bound.js'

export function onTheWay(consumption: Consumption, listens: boolean, pass: FilePass): Bound | undefined {
  const { bound } = consumption
  if (bound) return passed(bound, listens, [placed(bound, pass.file)])
  for (const fn of consumption.functions) {
    const callers = pass.callers.of(fn, pass.file)
    if (callers.length === 0 || !callers.every(c => c.isCall)) continue
    const each = callers.map(c => consumptionOf(c.node, { file: c.file, inf: pass.inf }).bound)
    if (!each.every(b => b !== undefined)) continue
    const raced = each.some(b => b.by === 'race')
    const evidence = each.map((b, i) => placed(b, callers[i]!.file))
    const reason = 'every visible caller times the function around it'
    return { ...passed(each[0]!, raced && listens, evidence), reason }
  }
  return undefined
}

type Passed = NonNullable<Consumption['bound']>

const placed = ({ by, at }: Passed, file: SourceFile): Evidence => ({
  what: by === 'race' ? 'the timer of the race' : 'what bounds it',
  node: at,
  file,
})

function passed(bound: Passed, listens: boolean, evidence: Evidence[]): Bound {
  if (bound.by !== 'race' || !listens) return timed(bound.reason, ...evidence)
  return { ...timed(`${bound.reason}, but the loser keeps its listeners`, ...evidence), abandoned: true }
}
