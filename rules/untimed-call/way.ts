/** What bounds a wait from outside: a race, a wrapper, or every visible caller. */
import type { FilePass } from '../../src/audit/rule.js'
import { type Consumption, consumptionOf } from '../../src/sites/consumption.js'
import { type Bound, timed } from './bound.js'

export function onTheWay(consumption: Consumption, listens: boolean, pass: FilePass): Bound | undefined {
  const { bound } = consumption
  if (bound) return passed(bound, listens)
  for (const fn of consumption.functions) {
    const callers = pass.callers.of(fn, pass.file)
    if (callers.length === 0 || !callers.every(c => c.isCall)) continue
    const each = callers.map(c => consumptionOf(c.node, { file: c.file, inf: pass.inf }).bound)
    if (!each.every(b => b !== undefined)) continue
    const raced = each.some(b => b?.by === 'race')
    return { ...passed(each[0]!, raced && listens), reason: 'every visible caller times the function around it' }
  }
  return undefined
}

function passed(bound: NonNullable<Consumption['bound']>, listens: boolean): Bound {
  if (bound.by !== 'race' || !listens) return timed(bound.reason)
  return { ...timed(`${bound.reason}, but the loser keeps its listeners`), abandoned: true }
}
