import type { Context } from '../context.js';
import type { Change, Plan, Step } from './step.js';
import { type Service } from './workflow.js';
/** What was agreed to; none: the user quit. */
export declare function agreed({ steps }: Plan, root: string, context: Context): Promise<(Change & Step)[] | undefined>;
export declare const isChange: (step: Step) => step is Change & Step;
/** Where nothing tells which CI there is. */
export declare function askService(context: Context): Promise<Service[]>;
