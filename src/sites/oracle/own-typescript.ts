/** The TypeScript that a project itself is checked with. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export type Version = readonly [major: number, minor: number]

/** None where no `typescript` is installed for the file: whoever checks it brings one of today. */
export function typescriptOf(file: string): Version | undefined {
  let path: string
  try {
    path = createRequire(file).resolve('typescript/package.json')
  } catch {
    return undefined
  }
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: string }
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? []
  return minor === undefined ? undefined : [Number(major), Number(minor)]
}

export const isOlder = (a: Version, b: Version): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
