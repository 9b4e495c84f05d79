import type { Project } from '../project.js';
import type { Next, Step } from '../step.js';
/** A way to have something run before a commit. */
export interface Hooks {
    /** Whether the project works with it already. */
    isUsed(project: Project): boolean;
    plan(project: Project): {
        step: Step;
        next?: Next;
    };
}
