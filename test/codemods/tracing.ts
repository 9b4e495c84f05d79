/** A program of real peers that is run, migrated where it stands, and run again. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { apply, type MigrateOptions, type Migration, planMigration } from '../../src/migrate/index.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

const options = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  outDir: 'dist',
  rootDir: 'src',
}

export class TracedProgram implements Disposable {
  readonly #dir = mkdtempSync(join(tmpdir(), 'otp-audit-trace-'))

  /** @param fixture A folder of fixtures/codemods with a `main.ts` that prints JSON. */
  constructor(fixture: string) {
    cpSync(join(root, 'fixtures/codemods', fixture), join(this.#dir, 'src'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(this.#dir, 'node_modules'), 'junction')
    writeFileSync(join(this.#dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
    writeFileSync(join(this.#dir, 'package.json'), '{ "type": "module" }')
  }

  /** What it prints now. */
  async trace<T>(): Promise<T> {
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', this.#dir])
    const { stdout } = await run(process.execPath, [join(this.#dir, 'dist/main.js')], {
      cwd: this.#dir,
      timeout: 60_000,
    })
    return JSON.parse(stdout)
  }

  async migrate(wanted: MigrateOptions): Promise<Migration> {
    const migration = await planMigration({ root: this.#dir, config: false, ...wanted })
    await apply(migration, new Date())
    return migration
  }

  [Symbol.dispose](): void {
    rmSync(this.#dir, { recursive: true, force: true })
  }
}
