import { expect, test } from 'vitest'
import { paintFor, wantsColour } from '../../src/cli/colour.js'
import { plain } from '../../src/report/view.js'

test.each([
  ['a terminal', true, {}, true, true],
  ['a pipe', false, {}, true, false],
  ['a dumb terminal', true, { TERM: 'dumb' }, true, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR into a pipe', false, { FORCE_COLOR: '1' }, true, true],
  ['FORCE_COLOR on a dumb terminal', false, { FORCE_COLOR: '3', TERM: 'dumb' }, true, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, true, false],
  ['FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, true, false],
  ['NO_COLOR beside FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['--no-color beside FORCE_COLOR', true, { FORCE_COLOR: '1' }, false, false],
])('%s', (_, isTTY, env, asked, expected) => {
  expect(wantsColour({ isTTY }, env, asked)).toBe(expected)
})

test('paint writes escape codes only if asked', async () => {
  expect(await paintFor(false)).toBe(plain)
  expect((await paintFor(true)).red('x')).toBe('\u001b[31mx\u001b[39m')
})
