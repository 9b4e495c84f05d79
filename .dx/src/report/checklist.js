/** The Stage 3 plan's closing list and its last steps. Which boxes are ticked is for each report to show. */
export const checklistTexts = {
    supervisedSend: 'SupervisedSend module created and tested',
    deadLetters: 'Dead letter queue implemented',
    sends: 'All critical sends migrated',
    scripts: 'Migration scripts run for remaining sends',
    monitorManager: 'MonitorManager deployed',
    monitors: 'All monitors migrated',
    timeouts: 'GenServer timeouts added',
    tests: 'Integration tests passing',
    performance: 'Performance benchmarks acceptable',
    documentation: 'Documentation updated',
};
export const checklistNames = Object.keys(checklistTexts);
/** @param beside What is said behind the text of a box. */
export function checklistLines(ticked, beside = {}) {
    return [
        '---',
        '',
        '**Completion Checklist**:',
        ...checklistNames.map(name => `- [${ticked.has(name) ? 'x' : ' '}] ${checklistTexts[name]}${beside[name] ?? ''}`),
    ];
}
/** @param now What is to be done before. */
export function nextStepLines(now) {
    return [
        '## Next Steps',
        '',
        ...(now.length === 0 ? [] : ['Now:', '', ...now.map((step, at) => `${at + 1}. ${step}`), '']),
        'After completing Stage 3:',
        '',
        '1. Enable strict CI enforcement',
        '2. Remove all .backup files',
        '3. Document new patterns for team',
        '4. Monitor production metrics',
        '5. Plan gradual rollout if needed',
    ];
}
