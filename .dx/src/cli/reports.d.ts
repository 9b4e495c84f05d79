import { type Option } from 'commander';
import { type ReportFormat } from '../report/index.js';
/** One `--format NAME` or `--format NAME=FILE`. */
export interface Asked {
    name: string;
    file?: string;
}
export interface Wanted {
    format: ReportFormat;
    /** Absolute; none: standard output. */
    file?: string;
    /** The file as it was given. */
    given?: string;
}
export declare function formatOption(): Option;
/**
 * @param out Of `--out`: where the one report without a file of its own goes.
 * @throws UsageError for what would mix two reports.
 */
export declare function wantedReports(asked: readonly Asked[], out: string | undefined, cwd: string): Wanted[];
