import type { Preset } from '../../result.js';
import { type Project } from './project.js';
import type { Step } from './step.js';
/** @throws UsageError where there are two already. */
export declare function configStep(project: Project, preset: Preset): Step;
/** What stands in comments is valid as it stands, one setting a line. */
export declare const configText: (preset: Preset) => string;
