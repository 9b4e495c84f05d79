/** What a folder's package.json says, as far as a migration asks it. */
import { join } from 'node:path'
import { readText } from '../files/read.js'

export interface Manifest {
  readonly engines?: unknown
  readonly jest?: unknown
  readonly prettier?: unknown
  readonly scripts?: unknown
  readonly dependencies?: Readonly<Record<string, unknown>> | null
  readonly devDependencies?: Readonly<Record<string, unknown>> | null
}

/** Nothing where there is none, or a broken one: npm itself will say more about it. */
export function manifestIn(folder: string): Manifest {
  try {
    return (JSON.parse(readText(join(folder, 'package.json'))) ?? {}) as Manifest
  } catch {
    return {}
  }
}

/** The commands, by name. */
export function scriptsOf({ scripts }: Manifest): [name: string, command: string][] {
  return Object.entries(scripts ?? {}).filter(([, command]) => typeof command === 'string')
}

/** Among what it depends on, or what it is developed with. */
export const lists = ({ dependencies, devDependencies }: Manifest, name: string): boolean =>
  dependencies?.[name] !== undefined || devDependencies?.[name] !== undefined
