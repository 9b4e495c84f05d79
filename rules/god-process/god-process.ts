import type { Rule } from '../../src/audit/rule.js'
export const thresholds: Record<string, number> = { lines: 1000 }
export const godProcess: Rule = { name: 'god-process', judge: () => undefined }
