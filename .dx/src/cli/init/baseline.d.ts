import type { Preset } from '../../result.js';
import type { Context } from '../context.js';
import type { Step } from './step.js';
export interface Known {
    step: Step;
    /** Something could not be read: what is in it is not known. */
    isPartial: boolean;
}
/**
 * Scans what there is, unless there is a baseline.
 * @param preset Of the configuration that is to be written; none: there is one.
 * @throws UsageError for a configuration that is broken.
 */
export declare function planBaseline(root: string, preset: Preset | undefined, context: Context): Promise<Known>;
