/** Sites that no rule judges: releases, ends and bounds count for others, and a call is one only if somebody waits. */
import type { Judged } from '../audit/judge.js'
import type { RulesInForce } from '../config/rules.js'
import type { RuleName } from '../result.js'
import type { Node } from '../sites/ast.js'
import { positionOf, type SourceFile } from '../sites/ast.js'
import type { Role } from '../sites/dialect.js'
import type { Site } from '../sites/find.js'
import type { HandMade } from '../sites/hand-made.js'
import type { Silent, Spot } from './explanation.js'
import { roleWords } from './row.js'
import type { SpotOf } from './spots.js'

const ruleOf: Partial<Record<Role, RuleName>> = {
  send: 'raw-send',
  broadcast: 'raw-send',
  selfSend: 'raw-send',
  ackSend: 'raw-send',
  watch: 'unmanaged-watcher',
  call: 'untimed-call',
  spawn: 'unsupervised-spawn',
}

/** The rule that would have judged it is not run on its file. */
export function turnedOff({ row, name, file }: Site, rules: RulesInForce, callee: string): Silent | undefined {
  const rule = ruleOf[row.role]
  if (rule === undefined || rules[rule].state !== 'off') return undefined
  const { line, column } = positionOf(file, name.start)
  const reason = `\`${row.sym}\` of ${row.dialect} ${roleWords(row)}, but the configuration turns the rule ${rule} off for this file`
  return { line, column, callee, because: 'no-site', reason, through: [] }
}

export function unjudged(
  site: Site,
  callee: string,
  judged: readonly Judged[],
  handMade: ReadonlyMap<Node, HandMade>,
  spot: SpotOf,
): Silent {
  const { row, name, file } = site
  const { line, column } = positionOf(file, name.start)
  const what = `\`${row.sym}\` of ${row.dialect} ${roleWords(row)}`
  const place = { line, column, callee }
  const whole = handMade.get(site.node)
  if (whole && whole.primary !== site)
    return {
      ...place,
      because: 'part-of-another',
      reason: `${what}; here it is a part of a call made by hand, and the verdict on that stands with its ${whole.send === whole.primary ? 'send' : 'wait'}`,
      through: [spot('the site with the verdict', whole.primary.name, whole.primary.file)],
    }
  switch (row.role) {
    case 'unwatch':
    case 'stop':
    case 'release':
    case 'timeoutWrapper': {
      const users = usersOf(site, judged, spot)
      const none =
        row.role === 'timeoutWrapper' ? 'no wait of the file rests on it' : 'no watcher of the file rests on it'
      return {
        ...place,
        because: 'counts-for-others',
        reason: `${what}: it is judged with what it is for${users.length > 0 ? '' : `; ${none}`}`,
        through: users,
      }
    }
    case 'call':
    case 'ackSend':
      return {
        ...place,
        because: 'no-site',
        reason: `${what}, but here nobody waits for its result, or only for what may take its time`,
        through: [],
      }
    case 'spawn':
      return {
        ...place,
        because: 'no-site',
        reason: `${what}, but one that is no process, thread or actor of the program's own (a socket, a window, a pool)`,
        through: [],
      }
    case 'watch':
      return {
        ...place,
        because: 'no-site',
        reason: `${what}; what is assigned here is nothing, which takes the listener away`,
        through: [],
      }
    default:
      return { ...place, because: 'no-site', reason: `${what}, and no rule has a say in it`, through: [] }
  }
}

/**
 * What no dialect knows, and yet decides: the timer of a race, the race itself. What only happens to stand inside of a
 * place that something rests on, as the body of a listener does, decides nothing.
 */
export function deciding(call: Node, judged: readonly Judged[], file: SourceFile): Judged | undefined {
  const holds = (outer: Node, inner: Node): boolean => outer.start <= inner.start && inner.end <= outer.end
  return judged.find(({ node, verdict }) =>
    (verdict.evidence ?? []).some(e => {
      if (e.file !== file) return false
      const isArm = /\btimer\b/.test(e.what)
      return e.node === call || (isArm && (holds(e.node, call) || (holds(call, e.node) && holds(call, node))))
    }),
  )
}

/** Verdicts that rest on this very call. */
function usersOf(site: Site, judged: readonly Judged[], spot: SpotOf): Spot[] {
  const rests = (j: Judged): boolean => (j.verdict.evidence ?? []).some(e => e.file === site.file && isAt(e.node, site))
  return judged
    .filter(j => j.site !== site && rests(j))
    .map(j =>
      spot(`what rests on it (${j.verdict.kind})`, j.site?.name ?? j.node, (j.site?.file ?? site.file) as SourceFile),
    )
}

const isAt = (node: Node, site: Site): boolean => node === site.node || node === site.name
