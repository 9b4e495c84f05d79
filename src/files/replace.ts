import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmod, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A temporary file in the same folder, flushed to the disk, takes the place of the old one and keeps its mode. */
export async function replaceFile(path: string, text: string, old: Stats | undefined): Promise<void> {
  const temporary = join(dirname(path), `.otp-audit-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (old) await chmod(temporary, old.mode)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
