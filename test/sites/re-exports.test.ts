import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { scan } from '../../src/index.js'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a module of CommonJS that hands a library on whole leads to the library, values and types', async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 're-exports-')))
  const files = {
    'package.json': '{ "dependencies": { "electron": "41" } }',
    'shared.js': "module.exports = require('electron')\n",
    'barrel.ts': "export * from './shared.js'\n",
    'main.ts':
      "import { BrowserWindow } from './shared'\nexport const tell = (w: BrowserWindow) => w.webContents.send('go')\nnew BrowserWindow().webContents.send('up')\n",
    'preload.ts': "import { ipcRenderer } from './barrel'\nexport const ask = () => ipcRenderer.invoke('ask')\n",
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const { sites } = await scan({ root, types: 'off', config: false })
  const found = sites.filter(s => s.role !== 'spawn').map(s => `${s.file}:${s.line} ${s.dialect} ${s.kind}`)
  expect(found).toEqual([
    'main.ts:2 electron raw-send',
    'main.ts:3 electron raw-send',
    'preload.ts:2 electron untimed-call',
  ])
})
