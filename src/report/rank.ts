import type { Finding, Severity } from '../result.js'
import { byPlace, tally } from './groups.js'
import { severities } from './view.js'

const gravity = (f: Finding): number => 2 * severities.indexOf(f.severity) + (f.class === 'critical' ? 0 : 1)

/** The gravest first, where only some are shown. */
export const ranked = <T extends Finding>(findings: readonly T[]): T[] =>
  [...findings].sort((a, b) => gravity(a) - gravity(b) || byPlace(a, b))

/** Not known before, as far as a baseline says. */
export const isOpen = ({ baselineState: state }: Finding): boolean => state === undefined || state === 'new'

/** `2 errors, 1 warning`; severities without any are left out. */
export function bySeverity(findings: readonly Finding[]): string {
  const counts = tally<Severity>(findings.map(f => f.severity))
  return severities
    .filter(s => counts.has(s))
    .map(s => `${counts.get(s)} ${s}${counts.get(s) === 1 ? '' : 's'}`)
    .join(', ')
}
