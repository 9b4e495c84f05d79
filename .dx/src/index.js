export { scan } from './audit/cached-scan.js';
