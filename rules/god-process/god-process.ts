/** Where a process does too much; see the rule's page. */
export const thresholds: Record<string, number> = { lines: 1000 }
