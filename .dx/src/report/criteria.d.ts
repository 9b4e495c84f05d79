import type { ScanResult } from '../result.js';
export type Outcome = 'pass' | 'fail' | 'not checked';
export interface Criterion {
    text: string;
    outcome: Outcome;
    evidence: string;
}
export declare const criterionLine: ({ text, outcome, evidence }: Criterion) => string;
export declare const criterionTexts: {
    readonly sends: '0 raw send() calls to other processes (self-sends allowed)';
    readonly monitors: 'All monitors use MonitorManager';
    readonly timeouts: 'All GenServer.call include explicit timeouts';
    readonly supervisedSend: 'SupervisedSend infrastructure deployed';
    readonly deadLetters: 'Dead letter queue operational';
    readonly performance: 'No performance regression';
    readonly tests: 'All tests pass';
    readonly violations: '0 Credo violations';
};
export type CriterionName = keyof typeof criterionTexts;
/**
 * The Stage 3 plan's eight criteria. One passes only on evidence: while sites that bear on it are undecided, or files
 * could not be read, "none found" does not make it pass.
 */
export declare function criteria(result: ScanResult): Record<CriterionName, Criterion>;
