import type { ScanResult, SuppressedFinding } from '../result.js';
import { type View } from './view.js';
/**
 * `## Findings`: a table of how many, then one record a finding, grouped by file; the gravest files first. What a
 * baseline knows is in the table, and has a line each.
 */
export declare function findings(result: ScanResult, view: View): string[];
/** Of one: where, and why nobody is told of it. */
export declare function suppressedLine({ file, line, rule, suppression, }: Pick<SuppressedFinding, 'file' | 'line' | 'rule' | 'suppression'>): string;
