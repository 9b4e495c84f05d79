import { type Criterion, type CriterionName } from '../criteria.js';
import type { Facts } from './facts.js';
import { type Run } from './run.js';
/** The plan's eight criteria for the code as it is on the disk. Only what this run has seen passes or fails. */
export declare function migrationCriteria(facts: Facts, run: Run): Record<CriterionName, Criterion>;
