/** A look inside of a scan: what it knew before it became a report. */
import type { Settings } from '../config/settings.js'
import type { Discovered } from '../files/discover.js'
import type { Preset } from '../result.js'
import type { Inference } from '../sites/infer.js'
import type { Library } from '../sites/library.js'
import type { Packages } from '../sites/packages.js'
import type { Prefilter } from '../sites/prefilter.js'
import type { FileSites } from './collect.js'
import type { Judged } from './judge.js'

export interface Inside {
  /** The root's real path. */
  root: string
  preset: Preset
  found: Discovered
  library: Library
  packages: Packages
  prefilter: Prefilter
  /** Files that the quick test let through, asked for or not. */
  passed: readonly string[]
  settings: Settings
  /** None if no file was parsed. */
  parsed?: Parsed
}

export interface Parsed {
  inf: Inference
  files: readonly FileSites[]
  judged: ReadonlyMap<FileSites, readonly Judged[]>
}

/** All files are read and known to the scan; verdicts are the same as if all were judged. */
export interface View {
  /** Absolute paths of what is parsed and judged. */
  only: ReadonlySet<string>
  see?(inside: Inside): void
}
