import type { CacheUse } from '../result.js';
export declare function explained({ outcome, reasons, checked, notKept, trouble }: CacheUse): string[];
