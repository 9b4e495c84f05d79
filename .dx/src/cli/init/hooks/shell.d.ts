import type { Step } from '../step.js';
/** @param fresh The whole file, where there is none. */
export declare function shellStep(path: string, command: string, fresh: string, about: string): Step;
/** For the hooks that git itself calls. */
export declare function isIgnoredByGit(path: string): boolean;
