import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { isGitFolder } from '../../files/git.js'
import { ApplyError, apply, expectClean, isRecorded, recover, undo } from '../../migrate/index.js'
import type { Migration } from '../../migrate/migration.js'
import type { Asked, Run } from '../../report/migration/index.js'
import { counted } from '../../report/words.js'
import { type Context, say } from '../context.js'
import type { ExitCode } from '../exit-code.js'
import { conclude, factsBefore } from '../last-run.js'
import { checkReport, OutputError, writeOut } from '../output.js'
import { isFolder } from '../paths.js'
import type { Flags } from './flags.js'
import { patchOf } from './patch.js'
import { expectDialects, planned } from './planned.js'
import { tell } from './tell.js'
import { verify } from './verify.js'

/** Plans, and prints, writes or asks, as it was told. */
export async function migrate(paths: string[], flags: Flags, context: Context): Promise<ExitCode> {
  try {
    return await run(paths, flags, context)
  } catch (error) {
    if (error instanceof ApplyError) throw new OutputError(error.message)
    throw error
  }
}

async function run(paths: string[], flags: Flags, context: Context): Promise<ExitCode> {
  const root = rootOf(paths, flags, context)
  if (flags.undo !== undefined) return takeBack(root, paths, flags.undo, context)
  if (flags.dialect) await expectDialects(flags.dialect, paths, root, flags, context)
  const report = flags.report === undefined ? undefined : resolve(context.cwd, flags.report)
  if (report !== undefined) checkReport(report)
  const writes = flags.dryRun !== true && flags.staged !== true
  if (writes) await expectReady(root, flags, context)
  const migration = await planned(paths, root, flags, context)
  context.signal.throwIfAborted()
  const asked: Asked = { safety: flags.safety, rules: flags.rule, dialects: flags.dialect }
  const facts = await factsBefore(migration, asked, context)
  if (!writes) await printPatch(migration, context)
  const id = writes ? await apply(migration, new Date(context.now()), context.signal) : undefined
  const verified =
    id === undefined || flags.verify === undefined ? undefined : await verify(flags.verify, root, id, context)
  const passed = verified !== false
  const outcome: Run = {
    state: stateOf(migration, writes, passed),
    id: passed ? id : undefined,
    asked,
    verify: verified === undefined ? undefined : { command: flags.verify!, passed: verified },
  }
  const last = { facts, run: outcome, generated: new Date(context.now()).toISOString() }
  await conclude(last, { root, report, keep: flags.staged !== true }, context)
  await tell(migration, { facts, run: outcome, flags }, context)
  if (migration.before.skipped.length > 0) return 3
  return !(writes && passed) && migration.files.length > 0 ? 1 : 0
}

function stateOf({ files }: Migration, writes: boolean, passed: boolean): Run['state'] {
  if (files.length === 0) return 'nothing to write'
  return writes ? (passed ? 'written' : 'taken back') : 'dry run'
}

function rootOf(paths: readonly string[], flags: Flags, context: Context): string {
  if (paths.includes('')) throw new UsageError('a path is empty; name a file, a folder or a glob')
  if (flags.verify?.trim() === '') throw new UsageError('--verify is empty; name a command, as in --verify "npm test"')
  const root = resolve(context.cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  if (flags.interactive && !(context.stdin.isTTY && context.stderr.isTTY))
    throw new UsageError('--interactive asks on a terminal, and this is none; see --dry-run, --rule and paths')
  return realpathSync.native(root)
}

async function takeBack(root: string, paths: string[], id: string | true, context: Context): Promise<ExitCode> {
  if (paths.length > 0) throw new UsageError('--undo takes a migration back as a whole; leave the paths out')
  const undone = await undo(root, id === true ? undefined : id)
  await say(context, `undid migration ${undone.id}: ${counted(undone.files.length, 'file')} restored`)
  return 0
}

/** Nothing is half done here, and nothing uncommitted. */
async function expectReady(root: string, flags: Flags, context: Context): Promise<void> {
  const broken = recover(root)
  if (broken !== undefined && isRecorded(root, broken))
    await say(
      context,
      `migration ${broken} was cut off; \`otp-audit migrate --undo ${broken}\` takes back what it wrote`,
    )
  if (isGitFolder(root)) return // without a work tree nothing is scanned, which says why
  if (flags.allowDirty || (await expectClean(root, context.signal))) return
  await say(context, 'no git checkout here: only --undo takes a migration back')
}

async function printPatch(migration: Migration, context: Context): Promise<void> {
  const patch = patchOf(migration)
  if (patch !== '') await writeOut(context.stdout, patch)
}
