/** Globs over relative paths, as in `testFiles` of the configuration. */
import picomatch from 'picomatch'

/** Wildcards match dot files; names may hold line breaks. */
export const globOptions: { dot: boolean; flags: string } = { dot: true, flags: 's' }

/**
 * Whether a path, relative and with `/`, matches one of the globs and none of those with a leading `!`.
 * A glob without wildcards, or with a `/` at its end, means a folder's content as well; `.` is the folder itself.
 */
export function globMatcher(globs: readonly string[]): (relativePath: string) => boolean {
  const wanted = matcher(globs.filter(g => !isNegated(g)))
  const unwanted = matcher(globs.filter(isNegated).map(g => g.slice(1)))
  return path => wanted(path) && !unwanted(path)
}

/** Takes away what it matches; `!(a|b)` is a pattern like others. */
export function isNegated(glob: string): boolean {
  return /^!(?!\()/.test(glob)
}

/** Backslashes of Windows paths as `/`; those that take a bracket or parenthesis literally stay. */
export function globSlashes(glob: string): string {
  return glob.replace(/\\(?![!()+@[\]{}])/g, '/')
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const all = globs
    .filter(g => g !== '')
    .map(g => globSlashes(g).replace(/^(?:\.\/)+/, ''))
    .flatMap(withContent)
  if (all.length === 0) return () => false
  // compiled when first asked: in most scans no file comes as far
  let compiled: ((path: string) => boolean) | undefined
  const matches = (path: string): boolean => {
    compiled ??= picomatch(all, globOptions)
    return compiled(path)
  }
  // `**` never stands for `..`: a file outside the root is matched by its path from there on.
  return path => matches(path) || (path.startsWith('../') && matches(path.replace(/^(?:\.\.\/)+/, '')))
}

function withContent(glob: string): string[] {
  if (glob === '' || glob === '.') return ['**']
  if (glob.endsWith('/')) return [`${glob}**`]
  return picomatch.scan(glob).isGlob ? [glob] : [glob, `${glob}/**`]
}
