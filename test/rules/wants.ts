import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { scan } from '../../src/index.js'
import type { Kind, ScanOptions, ScanResult } from '../../src/result.js'

const mark = /\/\/ want: ([a-z-]+)(?: \(([\w-]+)\))?\s*$/

/** What the comments of a folder's files want, as `file:line kind (shape)`. */
export function wantsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => /\.[mc]?tsx?$/.test(path))
    .flatMap(path =>
      readFileSync(join(folder, path), 'utf8')
        .split('\n')
        .flatMap((text, i) => {
          const [, kind, shape] = mark.exec(text) ?? []
          return kind ? [`${path}:${i + 1} ${kind}${shape ? ` (${shape})` : ''}`] : []
        }),
    )
    .sort()
}

/** Scans a folder and compares its sites of the given kinds with the comments; a want without a shape accepts any. */
export async function expectWants(folder: string, kinds: Kind[], options: ScanOptions = {}): Promise<ScanResult> {
  const wants = wantsOf(folder).filter(w => kinds.some(k => w.split(' ')[1] === k))
  const result = await scan({ root: folder, config: false, types: 'off', testFiles: [], ...options })
  const found = result.sites
    .filter(s => kinds.includes(s.kind))
    .map(s => {
      const plain = `${s.file}:${s.line} ${s.kind}`
      return wants.includes(plain) ? plain : `${plain}${s.shape ? ` (${s.shape})` : ''}`
    })
    .sort()
  expect(found).toEqual(wants)
  return result
}
