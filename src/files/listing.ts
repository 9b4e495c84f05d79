/** What git or a walk found below one folder, before links are resolved. */
import type { Skipped } from './skipped.js'

export interface Entry {
  /** Relative to the folder, with `/`. */
  name: string
  /**
   * `file`: a regular one, none of whose folders below the listed one is a link. `unknown`: whoever listed it did not
   * look. Pipes, sockets and devices are no entries.
   */
  type: 'file' | 'link' | 'unknown'
}

export interface Listing {
  /** Source files by name: those that {@link kindOf} knows. */
  entries: Entry[]
  skipped: Skipped[]
  /** What whoever reads the result has to know of how it was listed. */
  notices?: string[]
}
