import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { patchOf } from '../../src/cli/migrate/patch.js'
import type { Edit, Fix } from '../../src/migrate/fix.js'
import { applied, merge } from '../../src/migrate/merge.js'
import type { FilePlan } from '../../src/migrate/plan.js'
import { Checkout } from './checkout.js'

const checkout = new Checkout()
afterAll(() => checkout.remove())

const names = [
  'a.ts',
  'b b.ts',
  'ö ß.ts',
  '日本/語.ts',
  'q"uote\'s.ts',
  'back\\slash.ts',
  'tab\there.ts',
  '-dash.ts',
  'sub/x.ts',
]
const line = fc.constantFrom(
  'a',
  'b',
  'c',
  '',
  '  d',
  'é',
  '\\ No newline at end of file',
  '--- a/x',
  '@@ -1 +1 @@',
  'x\r',
)

/** A text with any line ends, with or without a byte order mark and a last newline; and fixes of it. */
const file = fc.record({
  name: fc.constantFrom(...names),
  lines: fc.array(line, { minLength: 1, maxLength: 30 }),
  eol: fc.constantFrom('\n', '\r\n'),
  isMarked: fc.boolean(),
  hasLastEnd: fc.boolean(),
  fixes: fc.array(
    fc.array(
      fc.record({ at: fc.nat(200), length: fc.nat(6), text: fc.constantFrom('', 'X', 'Y\n', '\nZ', 'P\r\nQ') }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    { minLength: 1, maxLength: 4 },
  ),
})
type File = typeof file extends fc.Arbitrary<infer T> ? T : never

function planOf({ name, lines, eol, isMarked, hasLastEnd, fixes }: File, dir: string): FilePlan {
  const before = lines.join(eol) + (hasLastEnd ? eol : '')
  const asFix = (edits: File['fixes'][number], i: number): Fix => {
    const own = edits.map(({ at, length, text }): Edit => {
      const start = Math.min(at, before.length)
      return { file: name, start, end: Math.min(start + length, before.length), text }
    })
    return { id: String(i), findings: [], edits: own } as unknown as Fix
  }
  const { accepted, edits } = merge(fixes.map(asFix))
  const raw = (isMarked ? '\ufeff' : '') + before
  const after = applied(before, edits)
  return { file: name, path: join(dir, name), raw, before, after, fixes: accepted, edits, formatting: [] }
}

test.each([
  ['the top', '', ''],
  ['a folder below the top, applied at the top', 'pkg a/ö', ''],
  ['a folder below the top, applied there', 'pkg a/ö', 'pkg a/ö'],
])('git apply makes exactly the planned bytes of %s', (_, below, from) => {
  const dir = join(checkout.dir, below)
  fc.assert(
    fc.property(fc.uniqueArray(file, { minLength: 1, maxLength: 3, selector: f => f.name }), files => {
      const plans = files
        .map(f => planOf(f, dir))
        .filter(p => p.before !== '' && p.after !== '' && p.before !== p.after)
      fc.pre(plans.length > 0)
      for (const p of plans) checkout.write({ [join(below, p.file)]: p.raw })
      const patch = patchOf({ root: dir, files: plans })
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: join(checkout.dir, from), input: patch })
      for (const p of plans) {
        const mark = p.raw.startsWith('\ufeff') ? '\ufeff' : ''
        expect(checkout.read(join(below, p.file))).toBe(mark + p.after)
      }
    }),
    { numRuns: 80 },
  )
})
