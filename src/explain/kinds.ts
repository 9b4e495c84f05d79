import type { Kind, RuleName } from '../result.js'

/** The rule that decides for a kind of site. */
const rules: Record<Exclude<Kind, 'undecided'>, RuleName> = {
  'raw-send': 'raw-send',
  'test-send': 'raw-send',
  'self-send': 'raw-send',
  'supervised-send': 'raw-send',
  'unmanaged-watcher': 'unmanaged-watcher',
  'managed-watcher': 'unmanaged-watcher',
  'untimed-call': 'untimed-call',
  'timed-call': 'untimed-call',
  'unsupervised-spawn': 'unsupervised-spawn',
  'supervised-spawn': 'unsupervised-spawn',
  'god-process': 'god-process',
  suppression: 'suppression',
}

/** None for what nobody could decide. */
export const ruleOfKind = (kind: Kind): RuleName | undefined => (kind === 'undecided' ? undefined : rules[kind])

/** Kinds that a rule decides between. */
export const kindsOf = (rule: RuleName): readonly Kind[] =>
  (Object.keys(rules) as Exclude<Kind, 'undecided'>[]).filter(kind => rules[kind] === rule)
