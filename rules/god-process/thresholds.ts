/** Apart from the rule, so that a scan without any site does not load a parser for them. */

/** Where a process does too much; printed with every finding and in the summary. */
export const thresholds: Record<string, number> = {
  /** Lines of a class or function that has `duties` or more. */
  lines: 300,
  duties: 3,
  /** Lines of a module that touches peers at all and has two duties. */
  moduleLines: 1000,
  recipients: 3,
  messageKinds: 8,
  timers: 2,
  selfSends: 2,
}
