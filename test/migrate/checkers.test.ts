/** A fix is dropped, or less than safe, for the same reasons whichever checker is the witness. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Session } from '../../src/audit/session.js'
import { planMigration } from '../../src/migrate/index.js'
import { NativeProof } from '../../src/migrate/native-proof.js'
import { ReferenceProof } from '../../src/migrate/reference-proof.js'
import { openProof, type Subject, type TypeProof } from '../../src/migrate/type-proof.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const folders: string[] = []
const sessions: Session[] = []
afterAll(async () => {
  for (const session of sessions) await session.close()
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

const tsconfig = JSON.stringify({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    types: ['node'],
    skipLibCheck: true,
    allowJs: true,
  },
  include: ['*'],
})

function folder(files: Record<string, string>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-checkers-')))
  folders.push(dir)
  const all: Record<string, string> = { 'tsconfig.json': tsconfig, 'package.json': '{"type":"commonjs"}', ...files }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  mkdirSync(join(dir, 'node_modules'), { recursive: true })
  symlinkSync(join(repository, 'node_modules/@types'), join(dir, 'node_modules/@types'), 'junction')
  return dir
}

async function both(dir: string, texts: Record<string, string>): Promise<{ native: TypeProof; reference: TypeProof }> {
  const subject: Subject = { files: new Map(Object.entries(texts).map(([name, text]) => [join(dir, name), text])) }
  const session = new Session(dir, 'native')
  sessions.push(session)
  return { native: await NativeProof.open(subject, session), reference: await ReferenceProof.open(subject) }
}

const sources = {
  'plain.ts': `import { fork } from 'node:child_process'\nexport const child = fork('./a.js')\nconst wrong: number = 'ä'\n`,
  'script.ts': 'const global: number = 1\n',
  'unchecked.ts': '// @ts-nocheck\nexport const a: number = "b"\n',
  'plain.js': 'exports.a = 1\n',
  'checked.js': '// @ts-check\nexports.a = 1\n/** @type {number} */\nconst b = "c"\n',
  'module.mts': "import './plain.js'\nexport const a = declaredElsewhere\n",
  'globals.d.ts': 'declare const declaredElsewhere: string\n',
}

test('what the checker looks at, what is a script, and what edits add', async () => {
  const dir = folder(sources)
  const { 'globals.d.ts': _, ...own } = sources
  const { native, reference } = await both(dir, own)
  const looked = (p: TypeProof) => Object.keys(own).map(n => [n, p.checks(join(dir, n)), p.isScript(join(dir, n))])
  expect(looked(native)).toEqual(looked(reference))

  const edits: Record<string, string> = {
    'plain.ts': `import { sendSupervised } from '@otp-audit/runtime'\n${own['plain.ts'].replace("'ä'", "'ö'")}sendSupervised(child)\nchild.nothing()\n`,
    'unchecked.ts': `${own['unchecked.ts']}a.nothing()\n`,
    'plain.js': `${own['plain.js']}exports.a.nothing()\n`,
    'checked.js': `${own['checked.js']}exports.a.nothing()\n`,
    'module.mts': `${own['module.mts']}a.nothing()\n// @ts-expect-error\na.length\n`,
  }
  const texts = new Map(Object.entries(edits).map(([name, text]) => [join(dir, name), text]))
  const said = async (p: TypeProof) =>
    [...(await p.addedBy(texts))].map(([file, list]) => [file, list.map(({ code, start }) => [code, start])])
  const found = await said(native)
  expect(found).toEqual(await said(reference))
  expect(found.map(([file]) => file)).toEqual(['plain.ts', 'checked.js', 'module.mts'].map(n => join(dir, n)))
  expect([native.lent, reference.lent]).toEqual([true, true])
  // and back: the process shows the state of before again
  expect(await native.addedBy(new Map([[join(dir, 'script.ts'), 'const global: number = 2\n']]))).toEqual(new Map())
  expect(await said(native)).toEqual(found)
})

test('CommonJS of a project whose own TypeScript is too old to import ES modules there', async () => {
  const text = 'export const a: number = 1\n'
  const typescript = (version: string) => ({ 'node_modules/typescript/package.json': JSON.stringify({ version }) })
  const added = async (version: string) => {
    const dir = folder({ 'a.ts': text, ...typescript(version) })
    const { native, reference } = await both(dir, { 'a.ts': text })
    const edited = new Map([[join(dir, 'a.ts'), `import { call } from '@otp-audit/runtime'\ncall\n${text}`]])
    return Promise.all(
      [native, reference].map(async p => [...(await p.addedBy(edited)).values()].flat().map(d => d.code)),
    )
  }
  expect(await added('5.7.3')).toEqual([[1479], [1479]])
  expect(await added('5.8.2')).toEqual([[], []])
})

test('when the process dies, the other checker goes on from the question that failed', async () => {
  const dir = folder({ 'a.ts': 'export const a: number = 1\n' })
  const session = new Session(dir, 'native')
  sessions.push(session)
  const file = join(dir, 'a.ts')
  const proof = await openProof({ files: new Map([[file, 'export const a: number = 1\n']]) }, session)
  process.kill((await session.server()).rpc.pid!, 'SIGKILL')
  const found = await proof.addedBy(new Map([[file, "export const a: number = 'b'\n"]]))
  expect([...found].map(([f, list]) => [f, list.map(a => a.code)])).toEqual([[file, [2322]]])
})

test.each(['safe', 'review', 'all'] as const)(
  'a migration of the foundation is the same with both checkers: %s',
  async safety => {
    const root = join(repository, 'fixtures/foundation')
    const migrated = async (types: 'native' | 'ts-morph') => {
      const { files, manual, after } = await planMigration({ root, config: false, safety, types })
      return {
        files: files.map(f => [f.file, f.after]),
        manual,
        findings: after.findings,
        sites: after.sites,
      }
    }
    const native = await migrated('native')
    expect(native.files.length).toBeGreaterThan(0)
    expect(await migrated('ts-morph')).toEqual(native)
  },
)
