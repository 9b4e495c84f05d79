// Writes docs/dialects from the rows. Build first: it reads dist.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dialects } = await import(join(root, 'dist/dialects/index.js'))
const { dialectPage, hasPage, indexPage, pageName } = await import(join(root, 'dist/src/explain/dialect-page.js'))

const folder = join(root, 'docs/dialects')
mkdirSync(folder, { recursive: true })
const pages = new Map([['index.md', indexPage(dialects)]])
for (const dialect of dialects.filter(hasPage)) pages.set(pageName(dialect), dialectPage(dialect))
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
for (const [name, text] of pages) writeFileSync(join(folder, name), text)
