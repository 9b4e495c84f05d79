import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../src/audit/baseline/entry.js'
import { type Known, matched } from '../../../src/audit/baseline/match.js'

/** `FILE SCOPE CALL[#ORDINAL]`; a call of the form `a/b` is `a` with a listener that does `b`. */
function entry(text: string): Entry {
  const [file = '', scope = '', call = ''] = text.split(' ')
  const [name = '', ordinal = '1'] = call.split('#')
  const key = `${scope}.${name.split('/')[0]}`
  return { rule: 'raw-send', preset: 'recommended', file, scope, call: name, key, text: name, ordinal: Number(ordinal) }
}
const finding = (text: string): Known => {
  const { rule, file, ...identity } = entry(text)
  return { rule, file, identity }
}

/** Which entry each finding goes by, and how. `gone` are places, `FILE` or `FILE SCOPE`. */
async function match(entries: string[], findings: string[], gone: string[] = [], suppressed: string[] = []) {
  const [open, silent] = [findings.map(finding), suppressed.map(finding)]
  const known = entries.map(entry)
  const matches = await matched(
    [open, silent],
    known,
    async e => gone.includes(e.file) || gone.includes(`${e.file} ${e.scope}`),
  )
  return [...open, ...silent].map(f => {
    const found = matches.get(f)
    return found ? `${found.by} ${entries[known.indexOf(found.entry)]}` : 'new'
  })
}

describe('in its place', () => {
  test('the same call is the same finding', async () => {
    expect(await match(['a f x', 'a f y'], ['a f y', 'a f x'])).toEqual(['same a f y', 'same a f x'])
  })

  test('a swap for another of the same rule in the same place is new', async () => {
    expect(await match(['a f x'], ['a f y'])).toEqual(['new'])
  })

  test('a listener may be edited, and the exact one has the first choice', async () => {
    expect(await match(['a f x/1', 'a f x/2#2'], ['a f x/2', 'a f x/3#2'])).toEqual([
      'same a f x/2#2',
      'edited a f x/1',
    ])
  })

  test('of equal calls in one function the later one is new', async () => {
    expect(await match(['a f x', 'a f x#2'], ['a f x', 'a f x#2', 'a f x#3'])).toEqual([
      'same a f x',
      'same a f x#2',
      'new',
    ])
  })

  test('of three equal calls one is fixed: the rest is known', async () => {
    expect(await match(['a f x', 'a f x#2', 'a f x#3'], ['a f x', 'a f x#2'])).toEqual(['same a f x', 'same a f x#2'])
  })
})

describe('in another place', () => {
  test('an equal call in another file is new, and takes nothing from the one that is known', async () => {
    expect(await match(['b f x'], ['a f x', 'b f x', 'c f x'])).toEqual(['new', 'same b f x', 'new'])
  })

  test('an equal call in another file is new also where the known one is fixed', async () => {
    expect(await match(['b f x'], ['a f x'])).toEqual(['new'])
  })

  test('a renamed file keeps its findings, edited ones as well', async () => {
    expect(await match(['a f x', 'a g y/1'], ['b f x', 'b g y/2'], ['a'])).toEqual([
      'moved a f x',
      'moved-edited a g y/1',
    ])
  })

  test('a copy of a renamed file is not known', async () => {
    expect(await match(['a f x'], ['b f x', 'c f x'], ['a'])).toEqual(['moved a f x', 'new'])
  })

  test('a file that keeps its name in another folder goes by its own entries', async () => {
    const entries = ['old/a.ts f x', 'old/b.ts f x']
    expect(await match(entries, ['new/b.ts f x'], ['old/a.ts', 'old/b.ts'])).toEqual(['moved old/b.ts f x'])
  })

  test('a function that has moved to another file keeps its findings', async () => {
    expect(await match(['a f x'], ['b f x'], ['a f'])).toEqual(['moved a f x'])
  })

  test('a renamed function keeps its findings; one that is still there keeps its entry', async () => {
    expect(await match(['a f x'], ['a g x'], ['a f'])).toEqual(['renamed a f x'])
    expect(await match(['a f x'], ['a g x'])).toEqual(['new'])
  })

  test('a renamed function in a renamed file is new', async () => {
    expect(await match(['a f x'], ['b g x'], ['a'])).toEqual(['new'])
  })
})

describe('suppressed findings', () => {
  test('go by what open ones leave', async () => {
    expect(await match(['a f x'], ['a f x#2'], [], ['a f x'])).toEqual(['same a f x', 'new'])
    expect(await match(['a f x'], [], [], ['a f x'])).toEqual(['same a f x'])
  })

  test('count among equal ones, so that the right one is new when its comment goes', async () => {
    // written while the first was suppressed
    expect(await match(['a f x#2'], ['a f x', 'a f x#2'])).toEqual(['new', 'same a f x#2'])
  })
})
