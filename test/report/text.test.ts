import { expect, test } from 'vitest'
import { text } from '../../src/report/text.js'
import { plain, type View } from '../../src/report/view.js'
import { finding, result, site } from './results.js'

const view: View = { generated: new Date(0), paint: plain, failOn: 'warning' }

test('a line a finding, then skipped files, then the sums', () => {
  const at = site('src/a.ts', 12, 'raw-send')
  const printed = text(
    result([at, site('src/b.ts', 3, 'undecided')], {
      findings: [finding(at, { message: 'lost\n when gone' })],
      skipped: [{ file: 'src/broken.ts', reason: 'Unexpected token' }],
    }),
    view,
  )
  expect(printed).toBe(
    [
      'src/a.ts:12:3 warning raw-send lost when gone',
      'src/broken.ts skipped Unexpected token',
      '1 finding (0 errors, 1 warning, 0 infos) in 1 of 40 files, 1 site undecided, 1 file skipped',
      '',
    ].join('\n'),
  )
})

test('a clean scan is one line', () => {
  expect(text(result([]), view)).toBe('0 findings in 0 of 40 files, 0 sites undecided, 0 files skipped\n')
})

test('the severity bears its colour', () => {
  const paint = { ...plain, red: (s: string) => `<red ${s}>` }
  const at = site('a.ts', 1, 'raw-send')
  const failing = result([at], { findings: [finding(at, { severity: 'error' })] })
  expect(text(failing, { ...view, paint })).toContain('a.ts:1:3 <red error> raw-send')
})
