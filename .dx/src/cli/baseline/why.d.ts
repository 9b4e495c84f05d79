import { type Compared } from '../../audit/baseline/compare.js';
/**
 * @param what A file, a file and a line, the id of a finding, or the name of an entry.
 * @throws UsageError where nothing is meant by it.
 */
export declare function explained(all: Compared, what: string | true, root: string, cwd: string): string;
