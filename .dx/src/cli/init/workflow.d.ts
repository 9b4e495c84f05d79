import { type Project } from './project.js';
import type { Step } from './step.js';
export declare const services: readonly ['github', 'gitlab'];
export type Service = (typeof services)[number];
/** Those that files speak of; else that of a remote. */
export declare function servicesOf({ top, checkout }: Project): Service[];
export declare const planWorkflow: Record<Service, (project: Project) => Step[]>;
