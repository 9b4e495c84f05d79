import type { ScanResult } from '../result.js';
import { type View } from './view.js';
/** The Stage 3 audit report, in Markdown that reads well in a terminal and in a pull request. */
export declare function stage3(result: ScanResult, view: View): string;
