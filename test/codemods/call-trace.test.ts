/** Calls of all kinds before the migration and after: the same where the answer comes, an end where it does not. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { apply, planMigration } from '../../src/migrate/index.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-call-trace-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const options = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  outDir: 'dist',
  rootDir: 'src',
}

/** @throws with what the compiler says */
async function compile(): Promise<void> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '-p', dir]).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout, { cause: error })
  })
}

async function outcomes(mode: 'answer' | 'mute', env: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [join(dir, 'dist/main.js'), mode], {
    cwd: dir,
    timeout: 30_000,
    env: { ...process.env, ...env },
  })
  return JSON.parse(stdout)
}

test('answers stay what they were; without one, each call ends after its timeout and leaves nothing behind', async () => {
  cpSync(join(root, 'fixtures/codemods/call-traces'), join(dir, 'src'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction')
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
  await compile()
  const before = await outcomes('answer')
  expect(before).toEqual({
    oneShot: 2,
    pair: 4,
    // the listener that the raw call leaves behind
    workerLeft: 1,
    inline: 6,
    childLeft: 1,
    numbered: [8, 10],
    pending: 0,
    waitFor: 'done',
    toPromise: 12,
    emitWithAck: 14,
    emit: 16,
    grpc: 18,
    piscina: 20,
  })

  const migration = await planMigration({ root: dir, config: false, safety: 'review', rules: ['untimed-call'] })
  expect(migration.manual.map(m => `${m.finding.line}: ${m.reason}`)).toEqual([])
  await apply(migration, new Date())
  await compile()

  expect(await outcomes('answer')).toEqual({ ...before, workerLeft: 0, childLeft: 0 })
  expect(await outcomes('mute', { OTP_AUDIT_TIMEOUT_DEFAULT: '80' })).toEqual({
    oneShot: 'rejected: CallTimeoutError',
    pair: 'rejected: AbortError',
    workerLeft: 0,
    inline: 'rejected: CallTimeoutError',
    childLeft: 0,
    numbered: 'rejected: CallTimeoutError',
    pending: 0,
    waitFor: 'rejected: Error',
    toPromise: 'rejected: CallTimeoutError',
    emitWithAck: 'rejected: Error',
    emit: 'rejected: Error',
    grpc: 'rejected: Error',
    piscina: 'rejected: AbortError',
  })
}, 120_000)
