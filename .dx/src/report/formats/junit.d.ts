/** JUnit's XML, as far as Jenkins and GitLab agree on it. */
import type { ScanResult } from '../../result.js';
import { type View } from '../view.js';
/** A suite a rule: a case a finding, or one that passed; then files that were skipped, and what is undecided. */
export declare function junit(result: ScanResult, view: View): string;
