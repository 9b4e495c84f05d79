import type { Texts } from '../files/read.js';
import type { ScanOptions, ScanResult, Severity } from '../result.js';
import { type Context } from './context.js';
import type { Wanted } from './reports.js';
interface Run {
    options: ScanOptions & {
        root: string;
    };
    failOn: Severity;
    color: boolean;
    /** What was scanned in place of files, by absolute path. */
    texts?: Texts;
}
/** Says before a long scan what would fail after it. @throws OutputError */
export declare function expectWritable(wanted: readonly Wanted[], context: Context): void;
/** Files first: whoever reads standard output may go away early. @throws OutputError */
export declare function deliver(wanted: readonly Wanted[], result: ScanResult, { options, failOn, color, texts }: Run, context: Context): Promise<void>;
export {};
