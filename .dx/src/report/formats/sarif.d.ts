import type { ScanResult } from '../../result.js';
import type { View } from '../view.js';
/** GitHub takes no more in one run. */
export declare const mostResults = 25000;
export declare function sarif(result: ScanResult, view: View): string;
