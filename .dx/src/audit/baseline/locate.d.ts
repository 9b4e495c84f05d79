export declare const baselineName = "otp-audit.baseline";
/**
 * The one that is asked for, or the nearest at or above the root, inside of its checkout.
 * @throws UsageError where one is wanted and there is none.
 */
export declare function locateBaseline(root: string, asked?: string | boolean): string | undefined;
