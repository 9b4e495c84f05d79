/** Types taken away by blanks are what the compiler takes away. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { ts } from 'ts-morph'
import { expect, test } from 'vitest'
import { withoutTypes } from '../../src/config/code/without-types.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The tree that the compiler makes of it, without places, parentheses and what marks a module of nothing. */
function compiled(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true }
  const { outputText } = ts.transpileModule(text, { compilerOptions })
  const { program } = parseSync('a.js', outputText.replace(/^(export \{\}|"use strict");$/gm, ''), {
    preserveParens: false,
  })
  return JSON.stringify(program.body, (key, value) => (key === 'start' || key === 'end' ? undefined : value))
}

const stripped = (text: string) => withoutTypes(parseSync('a.ts', text).program, text)

test('in sources of this tool: lines and columns stay, and the compiler makes the same of both', () => {
  const files = ['src/config', 'src/cli', 'src/cli/migrate'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map(name => join(root, folder, name)),
  )
  let done = 0
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    const plain = stripped(text)
    if (plain === undefined) continue
    done++
    expect(plain.length, file).toBe(text.length)
    expect(plain.split('\n').length, file).toBe(text.split('\n').length)
    expect(compiled(plain), file).toBe(compiled(text))
  }
  expect(done).toBeGreaterThan(20)
})

test.each([
  'const f = (a?: number, { b }: { b: string } = { b: "" }, ...c: string[]): void => {}',
  'function f(this: void, a: string): asserts a is "x" {}',
  'const x = (a as unknown as { b: number })!.b satisfies number',
  'const x = a! + b!\nlet y!: number',
  'for (const x of <any>[]) {}',
  'type A = 1\nexport type { B } from "b"\nexport interface C {}\nexport declare const d: number',
  'import A, { type B, C } from "a"\nimport * as D from "d"\nimport "e"\nC()\nexport { D }',
  'const x = y as T\n;[1].map(z)',
  'const x = y as T\n(z)',
  'const f = (a: number): {\n  b: number\n} => ({ b: a })',
  'const g = async <T,>(a: T): Promise<T> => a',
  'f<string>("a")\nnew Map<string, number>()',
  'const t = tag<string>`a`',
  'export default function <T>(a: T): T { return a }',
  'const o = { m<T>(this: void, a?: T): void {}, get x(): number { return 1 } }',
  'let a = /* as */ b /* as */ as /* c */ T // d',
  'const s = "as T" as string, u = `$' + '{a as string}`',
])('or leaves it to the compiler: %s', text => {
  const plain = stripped(text)
  if (plain !== undefined && parseSync('a.js', plain).errors.length === 0) expect(compiled(plain)).toBe(compiled(text))
})

test('what is more than types is left to the compiler', () => {
  for (const text of [
    'enum A { x }',
    'namespace A { export const x = 1 }',
    'class A { private x = 1 }',
    'import a = b.c',
  ])
    expect(stripped(text), text).toBeUndefined()
})
