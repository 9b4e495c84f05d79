import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Mentions } from '../../src/audit/mentions.js'
import { Ground } from '../../src/sites/ground.js'
import { Packages } from '../../src/sites/packages.js'
import { Project } from '../../src/sites/project.js'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

function mentionsIn(files: Record<string, string>): Mentions {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mentions-')))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const paths = Object.keys(files).map(name => join(root, name))
  return new Mentions(paths, new Project(new Ground(root, new Packages(root), paths), () => false))
}

const wanted = (name: string, home: string) => new Map([[name, new Set([join(root, home)])]])
const named = async (mentions: Mentions, name: string, home: string) =>
  [...((await mentions.of(wanted(name, home))).get(name)?.get(join(root, home)) ?? [])].map(f =>
    f.slice(root.length + 1),
  )

describe('files that mention a name', () => {
  test('are those that a chain of imports leads from to where it is declared', async () => {
    const mentions = mentionsIn({
      'home.ts': 'export class Pool { init() {} }',
      'barrel.ts': "export * from './home.js'",
      'through.ts': "import { Pool } from './barrel'\nnew Pool().init()",
      'required.cts': "const { Pool } = require('./home')\nnew Pool().init()",
      'lazy.ts': "const { Pool } = await import('./home.js')\nnew Pool().init()",
      'stranger.ts': 'export const other = { init() {} }\nother.init()',
      'declares.ts': "import './home.js'\nclass Own { own = 1; init() {} }",
    })
    expect(await named(mentions, 'init', 'home.ts')).toEqual(['through.ts', 'required.cts', 'lazy.ts'])
  })

  test('are found in later rounds as in the first', async () => {
    const mentions = mentionsIn({
      'a.ts': 'export function first() {}\nexport function second() {}',
      'b.ts': "import { first, second } from './a'\nfirst()\nsecond()",
      'c.ts': 'second()',
    })
    expect(await named(mentions, 'first', 'a.ts')).toEqual(['b.ts'])
    expect(await named(mentions, 'second', 'a.ts')).toEqual(['b.ts'])
  })

  test.each(['größe', '$on', 'naïve_2', '名前'])('are found for the name %s', async name => {
    const mentions = mentionsIn({
      'a.ts': `export function ${name}() {}\nexport function ${name}x() {}`,
      'b.ts': `import { ${name} } from './a'\n${name}()`,
      'c.ts': `import { ${name}x } from './a'\n${name}x()`,
    })
    expect(await named(mentions, name, 'a.ts')).toEqual(['b.ts'])
  })
})
