/** What bounds a wait from outside: a race, a wrapper, or every visible caller. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Consumption } from '../../src/sites/consumption.js';
import { type Bound } from './bound.js';
export declare function onTheWay(consumption: Consumption, listens: boolean, pass: FilePass): Bound | undefined;
