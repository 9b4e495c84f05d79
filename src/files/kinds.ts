/** Which files are source code, by their names alone. */
export type SourceKind = 'ts' | 'js'

/** None for declarations, which hold no calls, and for everything that is not TypeScript or JavaScript. */
export function kindOf(path: string): SourceKind | undefined {
  if (!/[sx]$/.test(path)) return undefined // most of a repository's other files
  if (/\.[mc]?js$|\.jsx$/.test(path)) return 'js'
  if (!/\.[mc]?ts$|\.tsx$/.test(path)) return undefined
  return /\.d\.(?:[^./\\]+\.)?[mc]?ts$/.test(path) ? undefined : 'ts'
}

/** Sources, and declarations, which say what others are. */
export const isCode = (path: string): boolean => /\.[cm]?[jt]s$|\.[jt]sx$/.test(path)

/** Whether a glob asks for JavaScript in so many words: `*.js`, `*.{ts,js}`. */
export function asksForJs(glob: string): boolean {
  return /\.(?:[mc]?jsx?|\{[^{}/]*\b[mc]?jsx?\b[^{}/]*\})$/.test(glob)
}
