import { statSync } from 'node:fs'

/** Whether there is a folder of this name; whatever keeps us from looking counts as no. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
