import type { Kind, Preset, Severity } from '../result.js'
import type { Node, SourceFile } from '../sites/ast.js'
import type { Site } from '../sites/find.js'
import type { Inference } from '../sites/infer.js'

/** What a rule decided about one site. */
export interface Verdict {
  kind: Kind
  /** Why, in words that name what grows, what is lost, or what bounds it. */
  reason: string
  subKind?: string
  shape?: string
  severity?: Severity
  advice?: string
  fix?: { verdict: 'auto' | 'review' | 'keep'; reason?: string }
}

/** All that a rule may look at: one file's sites and the project's types. */
export interface FilePass {
  file: SourceFile
  sites: Site[]
  inf: Inference
  inTest: boolean
  preset: Preset
  /** Nodes of sends that are part of a call judged elsewhere, with that call's site. */
  handMade: Map<Node, HandMade>
}

/** `new Promise` with a listener for the answer and a send to the same peer: one call, made by hand. */
export interface HandMade {
  promise: Node
  send?: Site
  watches: Site[]
  timed: boolean
  livenessArm: boolean
}
