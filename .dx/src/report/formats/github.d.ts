/** Workflow commands of GitHub Actions: annotations at the changed lines. */
import type { ScanResult } from '../../result.js';
import { type View } from '../view.js';
/** GitHub shows so many of each kind in one step, and drops the others without a word. */
export declare const mostShown = 10;
/** The gravest first. What is beyond GitHub's limit is announced, so that nobody takes ten for all. */
export declare function github(result: ScanResult, view: View): string;
