import type { SiteReport } from '../result.js';
export type Duty = 'send' | 'watch' | 'call' | 'spawn';
/** What a site's role comes to in the report's four questions; none for roles that only help others. */
export declare function dutyOf(site: SiteReport): Duty | undefined;
