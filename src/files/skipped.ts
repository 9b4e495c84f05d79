/** A file or folder that should have been looked at and could not be. */
export interface Skipped {
  /** Absolute. */
  file: string
  reason: string
}

export function unreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return `can't be read (${code ?? message})`
}

/** Nothing is there: not a failure to read, but nothing to read. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}
