import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, type Stats } from 'node:fs'
import { chmod, chown, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The new text of a file on the disk, beside the old one. */
export interface Staged {
  /** In one step: whoever reads sees the old file or the new one. */
  commit(): Promise<void>
  discard(): Promise<void>
}

/** Writes a temporary file in the same folder, flushed to the disk, with the mode and the owner of the old one. */
export async function stage(path: string, text: string, old: Stats | undefined): Promise<Staged> {
  const temporary = join(dirname(path), `.otp-audit-${randomBytes(6).toString('hex')}.tmp`)
  const discard = (): Promise<void> => rm(temporary, { force: true })
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (old) await resemble(temporary, old)
  } catch (error) {
    await discard()
    throw error
  }
  return { commit: () => rename(temporary, path), discard }
}

/** Renaming gets around a mode, and so does being root: whoever took the permission away meant it. */
export const isReadOnly = ({ mode }: Stats): boolean => (mode & 0o222) === 0

async function resemble(path: string, { uid, gid, mode }: Stats): Promise<void> {
  // only root can give files away; not even root to an owner that its container does not know
  if (process.getuid?.() === 0) await chown(path, uid, gid).catch(() => {})
  await chmod(path, mode)
}

export async function replaceFile(path: string, text: string, old: Stats | undefined): Promise<void> {
  const staged = await stage(path, text, old)
  try {
    await staged.commit()
  } catch (error) {
    await staged.discard()
    throw error
  }
}

/** Takes away what a process that was killed left staged in a folder. */
export function sweep(folder: string): void {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return // it is gone, and what was in it
  }
  for (const name of names)
    if (/^\.otp-audit-[0-9a-f]{12}\.tmp$/.test(name)) rmSync(join(folder, name), { force: true })
}
