import type { AbsentFinding, BaselineSummary, Coverage, Finding, Identity, ScanResult, SiteReport, Summary, SuppressedFinding } from '../result.js';
/**
 * The keys of each object, in the order of the output. A new field of the result does not compile until it has its
 * place here; the schema test holds these lists and `schema/report.schema.json` together.
 */
type Keys<T> = Record<keyof Required<T>, true>;
export declare const resultKeys: Keys<ScanResult>;
/** Without `durationMs`: equal input gives equal output. */
export declare const summaryKeys: Keys<Omit<Summary, 'durationMs'>>;
export declare const siteKeys: Keys<SiteReport>;
export declare const findingKeys: Keys<Finding>;
export declare const suppressedKeys: Keys<SuppressedFinding>;
export declare const identityKeys: Keys<Identity>;
export declare const absentKeys: Keys<AbsentFinding>;
export declare const baselineKeys: Keys<BaselineSummary>;
export declare const coverageKeys: Keys<Coverage>;
/** The whole result as JSON; its schema is `otp-audit/schema.json`. */
export declare function json(result: ScanResult): string;
export {};
