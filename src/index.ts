export { scan } from './audit/scan.js'
export type * from './result.js'
