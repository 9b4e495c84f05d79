import type { Project } from '../project.js';
import type { Next, Step } from '../step.js';
import { type HookManager } from './names.js';
/** @param asked Which it has to be; else the one that is used. */
export declare function planHook(project: Project, asked: HookManager | undefined): {
    step: Step;
    next?: Next;
    notes: string[];
};
