import type { MigrationReport } from './report.js';
/** `## Manual review`: what a person has to decide, the same reason and advice said once, with every place. */
export declare function manualSection({ manual }: Pick<MigrationReport, 'manual'>): string[];
/** `## Suppressed`: what comments in the code silence, with their reasons. */
export declare function suppressedSection({ suppressed }: Pick<MigrationReport, 'suppressed'>): string[];
/** `## Skipped`: findings that nobody is asked about, and files of which nothing is known. */
export declare function skippedSection({ skipped, unread }: Pick<MigrationReport, 'skipped' | 'unread'>): string[];
