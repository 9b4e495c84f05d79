import type { Dialect, Observed, Row } from '../sites/dialect.js';
import type { KnownRow } from '../sites/library.js';
import type { ExplainedRow } from './explanation.js';
export declare const roleWords: ({ role }: Pick<Row, 'role'>) => string;
/** What the row says, field by field. */
export declare function fieldsOf(row: Row): string[];
export declare const dialectNamed: (name: string) => Dialect | undefined;
/** What happens at run time: what was observed of the row, else what its fields say. */
export declare function atRuntimeOf(row: Row): readonly Observed[];
export declare function explainedRow(row: KnownRow): ExplainedRow;
