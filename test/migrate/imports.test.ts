import { expect, test } from 'vitest'
import { Imports } from '../../src/migrate/imports.js'
import { applied } from '../../src/migrate/merge.js'
import { parseFile } from '../../src/sites/ast.js'

/** A file with a name imported, and what it is called by. */
function importing(text: string, path = 'a.ts'): { local: string; after: string } {
  const imports = new Imports(parseFile(path, text))
  const need = imports.need('@otp-audit/runtime', 'postSupervised')
  return { local: need.local, after: applied(text, imports.edits([need])) }
}

const inner = 'export function f(postSupervised: any, otp: any) {}\n'

test.each([
  [
    "import { postSupervised } from '@otp-audit/runtime'\n",
    'postSupervised2',
    "import { postSupervised, postSupervised as postSupervised2 } from '@otp-audit/runtime'\n",
  ],
  [
    "import { postSupervised, postSupervised as tell } from '@otp-audit/runtime'\n",
    'tell',
    "import { postSupervised, postSupervised as tell } from '@otp-audit/runtime'\n",
  ],
  [
    "import * as otp from '@otp-audit/runtime'\n",
    'postSupervised2',
    "import { postSupervised as postSupervised2 } from '@otp-audit/runtime'\nimport * as otp from '@otp-audit/runtime'\n",
  ],
  [
    "import otp = require('@otp-audit/runtime')\n",
    'otpRuntime.postSupervised',
    "import otpRuntime = require('@otp-audit/runtime')\nimport otp = require('@otp-audit/runtime')\n",
  ],
  [
    "const { postSupervised } = require('@otp-audit/runtime')\n",
    'postSupervised2',
    "const { postSupervised: postSupervised2 } = require('@otp-audit/runtime')\nconst { postSupervised } = require('@otp-audit/runtime')\n",
  ],
])('a name that something further in has as well is not used: %s', (before, local, after) => {
  expect(importing(before + inner)).toEqual({ local, after: after + inner })
})

test('what is there already is used where nothing hides it', () => {
  const text = "import * as otp from '@otp-audit/runtime'\nexport function f(postSupervised: any) {}\n"
  expect(importing(text)).toEqual({ local: 'otp.postSupervised', after: text })
})

test('of mixed line ends, those of other lines stay', () => {
  const rest = 'export const a = 1\n\n\n\n\n'
  expect(importing(`import fs from 'node:fs'\r\n\r\n${rest}`).after).toBe(
    `import fs from 'node:fs'\r\nimport { postSupervised } from '@otp-audit/runtime'\r\n\r\n${rest}`,
  )
  expect(importing(`import {\r\n  drain\r\n} from '@otp-audit/runtime'\r\n${rest}`).after).toBe(
    `import {\r\n  drain,\r\n  postSupervised\r\n} from '@otp-audit/runtime'\r\n${rest}`,
  )
})

test('where `require` is cast, so is the new one', () => {
  const text = "const { Worker } = require('node:worker_threads') as typeof import('node:worker_threads')\n"
  const { local, after } = importing(text, 'a.cts')
  expect([local, after]).toEqual([
    'postSupervised',
    `${text}const { postSupervised } = require('@otp-audit/runtime') as typeof import('@otp-audit/runtime')\n`,
  ])
})

test('a global is written as one where the file has another of its name', () => {
  const imports = new Imports(parseFile('a.ts', "import { Date } from './date.js'\nexport const now = Date.now()\n"))
  expect([imports.global('Date'), imports.global('AbortController')]).toEqual(['globalThis.Date', 'AbortController'])
})

test.each([
  ['a.js', "const w = new (require('worker_threads').Worker)('x')\n", true],
  ['a.js', "const w = new Worker('x')\n", false],
  ['a.mjs', "const w = new Worker('x')\n", false],
  ['a.ts', "const w = new (require('worker_threads').Worker)('x')\n", false],
])('%s without imports, %s: what runs as it is written gets what runs there', (path, text, isRequire) => {
  expect(importing(text, path).after.startsWith('const { postSupervised } = require(')).toBe(isRequire)
})

test.each([
  ['a.js', "import('x')\n", true],
  ['a.js', "require('x')\n", false],
  ['a.js', "import 'x'\n", false],
  ['a.js', 'export {}\n', false],
  ['a.mjs', "import('x')\n", false],
])('%s with %s: whether an import makes it a module', (path, text, isMade) => {
  expect(new Imports(parseFile(path, text)).makeModule).toBe(isMade)
})

function withImport(text: string): string {
  const imports = new Imports(parseFile('/a.ts', text))
  return applied(text, imports.edits([imports.need('@otp-audit/runtime', 'postSupervised')]))
}
const line = "import { postSupervised } from '@otp-audit/runtime'\n"

test('what is loaded first for its effect stays first', () => {
  expect(withImport("import './polyfills'\nimport './style.css'\n\nimport { a } from './a'\n")).toBe(
    `import './polyfills'\nimport './style.css'\n${line}\nimport { a } from './a'\n`,
  )
  expect(withImport("import './polyfills'\n\nrun()\n")).toBe(`import './polyfills'\n${line}\nrun()\n`)
  // what is loaded last for its effect says nothing of the ones before
  expect(withImport("import { a } from './a'\nimport './style.css'\n")).toBe(
    `${line}import { a } from './a'\nimport './style.css'\n`,
  )
})

test('a comment stays over the import that it speaks of', () => {
  expect(
    withImport("setUp()\n\n// has to see what was set up\nimport { a } from './a'\nimport { b } from './b'\n"),
  ).toBe(`setUp()\n\n// has to see what was set up\nimport { a } from './a'\n${line}import { b } from './b'\n`)
  expect(withImport("/** Copyright 2020 */\n\n// the fast one\nimport { a } from './a'\n")).toBe(
    `/** Copyright 2020 */\n\n// the fast one\nimport { a } from './a'\n${line}`,
  )
})

test('a comment on top of the file is the file’s', () => {
  expect(withImport("// What this program does.\nimport { a } from './a'\n")).toBe(
    `// What this program does.\n${line}import { a } from './a'\n`,
  )
})
