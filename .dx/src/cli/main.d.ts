import type { Context } from './context.js';
/**
 * The only code that touches `process`, but for what starts it.
 * @param loadScan Where the scanner comes from; tests pass their own.
 */
export declare function main(loadScan?: Context['loadScan']): Promise<void>;
