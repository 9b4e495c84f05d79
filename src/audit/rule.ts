import type { RulesInForce } from '../config/rules.js'
import type { Kind, RuleName, Severity } from '../result.js'
import type { Node, SourceFile } from '../sites/ast.js'
import type { Callers } from '../sites/callers.js'
import type { Evidence } from '../sites/evidence.js'
import type { Site } from '../sites/find.js'
import type { HandMade } from '../sites/hand-made.js'
import type { Inference } from '../sites/infer.js'

/** What a rule decided about one site. */
export interface Verdict {
  kind: Kind
  /** Why, in words that name what grows, what is lost, or what bounds it. */
  reason: string
  /** Where in the code what the reason speaks of stands, the decisive place first. */
  evidence?: readonly Evidence[]
  subKind?: string
  shape?: string
  severity?: Severity
  advice?: string
  fix?: { verdict: 'auto' | 'review' | 'keep'; reason?: string }
  /** Node that the report points at, where that is not the site's own: a broadcast's loop stays with its send. */
  at?: Node
}

/** All that a rule may look at: one file's sites and what the project says of them. */
export interface FilePass {
  file: SourceFile
  sites: Site[]
  inf: Inference
  callers: Callers
  inTest: boolean
  /** With the options of each. */
  rules: RulesInForce
  /** Calls made by hand, by each of their parts: the send, the listeners, the promise. */
  handMade: Map<Node, HandMade>
}

/** A class, a function or a module, and what was decided about it. */
export interface Whole {
  node: Node
  /** What it is called, where the node has another name: a module goes by its first statement. */
  unit?: string
  verdict: Verdict
}

/** A value: one question asked of every site of a file. It never reads files, prints or exits. */
export interface Rule {
  name: RuleName
  /** The verdict on one site; none: not this rule's. */
  judge(site: Site, pass: FilePass): Verdict | undefined
  /** Findings that belong to no one site: a class, a function. */
  whole?(pass: FilePass): Whole[]
}
