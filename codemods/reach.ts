/** Code to which the runtime has to be brought: by a bundle, which is not seen here. */
import type { SiteReport } from '../src/result.js'

/** What is to be looked at before such code imports it; none for code that Node.js runs by itself. */
export function bundling({ dialect, symbol = '' }: SiteReport): string | undefined {
  if (dialect === 'web-messaging')
    return 'a page or a web worker gets the runtime as well, and that its bundle takes it is not seen here'
  if (dialect === 'electron' && symbol.startsWith('IpcRenderer#'))
    return 'a preload script or a page gets the runtime as well: a sandboxed one only in a bundle, which is not seen here'
  return undefined
}

/** The reasons of a fix as one. */
export const reasonsOf = (...reasons: readonly (string | undefined)[]): string =>
  reasons.filter(r => r !== undefined).join('; ')
