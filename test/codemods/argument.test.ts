/** A rewrite is safe because somebody argued that it is: the argument stands where the rewrite is. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codemods, steps } from '../../codemods/index.js'

test.each([...codemods, ...steps].map(({ name }) => name))('%s states its safety argument', name => {
  const text = readFileSync(new URL(`../../codemods/${name}.ts`, import.meta.url), 'utf8')
  const [doc = ''] = /^\/\*\*[\s\S]*?\*\//.exec(text) ?? []
  const argument = /^ \* Safety\. ([\s\S]*)/m.exec(doc)?.[1] ?? ''
  expect(argument.length).toBeGreaterThan(150)
})
