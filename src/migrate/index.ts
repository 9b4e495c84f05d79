export { ApplyError, apply, expectClean } from './apply.js'
export { undo } from './journal.js'
export { type MigrateOptions, type Migration, planMigration } from './migration.js'
export { unifiedDiff } from './unified-diff.js'
