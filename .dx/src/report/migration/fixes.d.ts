import type { FixReport } from './facts.js';
import type { MigrationReport } from './report.js';
export declare function fixSection({ fixes, filesOf }: {
    fixes: readonly FixReport[];
    filesOf: string;
}): string[];
export declare function stepSection({ steps }: Pick<MigrationReport, 'steps'>): string[];
