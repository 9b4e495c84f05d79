/** What texts tell of exports, held against what the parser sees in real packages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Node, parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { plainExport } from '../../src/sites/plain-export.js'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const alone = (text: string) => ({ text: () => text, resolve: () => undefined, isKnown: () => false })

/** Names that a file exports itself, with what declares them, `undefined` for what stands elsewhere. */
function exportsOf(text: string, file: string): Map<string, Node | undefined> {
  const found = new Map<string, Node | undefined>()
  for (const s of parseSync(file, text).program.body) {
    if (s.type !== 'ExportNamedDeclaration') continue
    const d = s.declaration
    if (d?.type === 'VariableDeclaration') {
      for (const v of d.declarations) if (v.id.type === 'Identifier') found.set(v.id.name, (v.init ?? v) as Node)
    } else if (d && 'id' in d && d.id?.type === 'Identifier')
      found.set(d.id.name, found.has(d.id.name) && !/Function/.test(d.type) ? undefined : (d as Node))
    for (const { exported } of s.specifiers) if (exported.type === 'Identifier') found.set(exported.name, undefined)
  }
  return found
}

describe.each(['piscina/src', 'comlink/src', '@temporalio/worker/src', 'effect/src', 'actor-kit/src'])('%s', folder => {
  const files = readdirSync(join(modules, folder), { recursive: true, encoding: 'utf8' })
    .filter(f => /\.tsx?$/.test(f) && !f.endsWith('.d.ts'))
    .map(f => join(modules, folder, f))

  test('no name that a file exports is told to be none, and none is told to be what it is not', () => {
    let told = 0
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      for (const [name, node] of exportsOf(text, file)) {
        const plain = plainExport(alone(text), file, name)
        expect(plain, `${file}: ${name}`).not.toBe('none')
        if (plain === undefined || plain === 'none') continue
        told++
        const isClass = node?.type === 'ClassDeclaration'
        const isFunction = node !== undefined && /Function/.test(node.type)
        expect(isClass ? 'class' : isFunction ? 'function' : node?.type, `${file}: ${name}`).toBe(plain)
      }
    }
    expect(told).toBeGreaterThan(0)
  })
})

test.each([
  ['export const a = 1, tell = 2', 'tell'],
  ['export const { tell } = port', 'tell'],
  ['const x = 1\nexport { x as tell }', 'tell'],
  ['export * as tell from "./x"', 'tell'],
  ['module.exports = require("./x")', 'tell'],
  ['/*\nexport class tell {}\n*/\nexport const tell = port.postMessage', 'tell'],
  ['export const tell = (port.postMessage)', 'tell'],
  ['export class tell extends Base {}\nimport { Base } from "./elsewhere"\nexport namespace tell {}', 'tell'],
])('leaves in doubt: %s', (text, name) => {
  expect(plainExport(alone(text), '/a.ts', name)).toBeUndefined()
})
