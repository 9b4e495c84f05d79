import type { HookManager } from './hooks/names.js';
import { type Project } from './project.js';
import type { Plan, Step } from './step.js';
import { type Service } from './workflow.js';
export interface Wanted {
    config: Step;
    /** `false`: none; none: what is used already. */
    hook?: HookManager | false;
    services: readonly Service[];
    /** As it was found to be; none: it is not wanted. */
    baseline?: Step;
}
/** Everything that is to be done, from what there is; nothing is written. */
export declare function planInit(project: Project, { config, hook, services, baseline }: Wanted): Plan;
