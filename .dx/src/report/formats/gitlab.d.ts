/** GitLab's Code Quality: the part of Code Climate's format that it reads. */
import type { ScanResult } from '../../result.js';
import type { View } from '../view.js';
/** GitLab itself compares with the target branch, so that what a baseline knows is in the list as well. */
export declare function gitlab(result: ScanResult, view: View): string;
