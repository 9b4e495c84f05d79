export { scan } from './audit/cached-scan.js';
export type * from './result.js';
