import type { Texts } from '../files/read.js';
import type { Checkout } from '../report/view.js';
import type { ScanOptions } from '../result.js';
/**
 * Where reports find the code that they quote: what was scanned, in the work tree or the index.
 * @param texts Stand in for files, by absolute path.
 */
export declare function sourceOf(options: ScanOptions & {
    root: string;
}, texts?: Texts): Promise<(file: string) => string | undefined>;
/** The checkout that a root is in, by whose top folder reports of CI name files. */
export declare function checkoutOf(given: string, env: NodeJS.ProcessEnv): Checkout;
