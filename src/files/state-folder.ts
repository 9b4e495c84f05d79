/** Everything that this tool keeps below a root; git does not see it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const stateFolder = (root: string): string => join(root, '.otp-audit')

/** Made where it is missing, with what hides it from git. */
export function makeStateFolder(root: string, ...below: string[]): string {
  const folder = join(stateFolder(root), ...below)
  mkdirSync(folder, { recursive: true })
  const ignore = join(stateFolder(root), '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  return folder
}
