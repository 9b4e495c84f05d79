/** Which files are tests and test infrastructure. */
import { globMatcher } from '../files/match.js'
import { isInside, relativePath } from '../files/paths.js'
import type { Config } from './config.js'

export type IsTest = (path: string) => boolean

/** By globs that are relative to a folder. */
export function testsBelow(folder: string, globs: readonly string[]): IsTest {
  const matches = globMatcher(globs)
  return path => matches(relativePath(folder, path))
}

/** By the innermost configuration that a file lies under; one outside of all is judged by the outermost. */
export function testsOf(configs: readonly Config[]): IsTest {
  const all = configs.map(({ folder, testFiles }) => ({ folder, isTest: testsBelow(folder, testFiles) }))
  return path => (all.find(c => isInside(c.folder, path)) ?? all.at(-1)!).isTest(path)
}
