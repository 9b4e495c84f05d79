/** A page a dialect, as its rows make it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dialects } from '../../dialects/index.js'
import { dialectPage, hasPage, indexPage, pageName } from '../../src/explain/dialect-page.js'

const folder = fileURLToPath(new URL('../../docs/dialects/', import.meta.url))
const pages = new Map<string, string>([
  ['index.md', indexPage(dialects)],
  ...dialects.filter(hasPage).map(d => [pageName(d), dialectPage(d)] as const),
])

test('each dialect with rows has its page, and no page is left over', () => {
  // UPDATE_GOLDEN=1 writes them anew; read the difference before it is committed
  if (process.env.UPDATE_GOLDEN === '1') {
    for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
    for (const [name, text] of pages) writeFileSync(join(folder, name), text)
  }
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort())
})

test.each([...pages.keys()])('%s is what its rows make it', name => {
  expect(readFileSync(join(folder, name), 'utf8')).toBe(pages.get(name))
})

test('a page has every row once: symbol, role, what happens, what bounds or releases it, what migrate does', () => {
  for (const dialect of dialects.filter(hasPage)) {
    const page = dialectPage(dialect)
    const headings = [...page.matchAll(/^## (.+)$/gm)].flatMap(m => m[1]!.split(', '))
    expect([...new Set(headings)].sort(), dialect.name).toEqual(
      [...new Set(dialect.rows.map(r => `\`${r.sym}\``))].sort(),
    )
    expect(page.match(/^Migrate: /gm)).toHaveLength(page.match(/^Role `/gm)!.length)
    for (const { atRuntime = [] } of dialect.rows) for (const { what } of atRuntime) expect(page).toContain(what)
  }
})

test('every dialect says what it is', () => {
  expect(dialects.filter(d => !d.about).map(d => d.name)).toEqual([])
})
