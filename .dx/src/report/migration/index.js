import { reportOf } from './report.js';
export { factsOf } from './facts.js';
export { migrationMarkdown } from './markdown.js';
export { reportOf } from './report.js';
export { statusOf } from './run.js';
export { summaryOf } from './summary.js';
/** As JSON; its schema is `otp-audit/migration.schema.json`. */
export const migrationJson = (facts, run, generated) => `${JSON.stringify(reportOf(facts, run, generated), undefined, 2)}\n`;
