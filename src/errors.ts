/** A mistake of whoever runs the tool: exit code 2, one line, no stack. */
export class UsageError extends Error {
  override name = 'UsageError'
}
