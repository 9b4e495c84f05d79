/** The rule that decides for a kind of site. */
const rules = {
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
};
/** None for what nobody could decide. */
export const ruleOfKind = (kind) => (kind === 'undecided' ? undefined : rules[kind]);
/** Kinds that a rule decides between. */
export const kindsOf = (rule) => Object.keys(rules).filter(kind => rules[kind] === rule);
