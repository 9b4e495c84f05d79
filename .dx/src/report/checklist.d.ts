/** The Stage 3 plan's closing list and its last steps. Which boxes are ticked is for each report to show. */
export declare const checklistTexts: {
    readonly supervisedSend: 'SupervisedSend module created and tested';
    readonly deadLetters: 'Dead letter queue implemented';
    readonly sends: 'All critical sends migrated';
    readonly scripts: 'Migration scripts run for remaining sends';
    readonly monitorManager: 'MonitorManager deployed';
    readonly monitors: 'All monitors migrated';
    readonly timeouts: 'GenServer timeouts added';
    readonly tests: 'Integration tests passing';
    readonly performance: 'Performance benchmarks acceptable';
    readonly documentation: 'Documentation updated';
};
export type ChecklistName = keyof typeof checklistTexts;
export declare const checklistNames: ChecklistName[];
/** @param beside What is said behind the text of a box. */
export declare function checklistLines(ticked: ReadonlySet<ChecklistName>, beside?: Partial<Record<ChecklistName, string>>): string[];
/** @param now What is to be done before. */
export declare function nextStepLines(now: readonly string[]): string[];
