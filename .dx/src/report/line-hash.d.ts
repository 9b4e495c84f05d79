/**
 * The fingerprint by which GitHub's code scanning knows an alert again. Its upload action computes the same and warns
 * of another; who uploads without the action has to bring it along.
 */
/** Fingerprints by line (line 1 is at 0): a hash, and after `:` how many lines above and with this one have it. */
export declare function lineHashes(raw: string): string[];
