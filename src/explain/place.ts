/** Why something was reported at a place, or why nothing was. */
import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { reasonOf } from '../audit/collect.js'
import { shortened, shortText } from '../audit/identity.js'
import { scan } from '../audit/scan.js'
import type { Inside, Parsed } from '../audit/view.js'
import { UsageError } from '../errors.js'
import { discover } from '../files/discover.js'
import { kindOf } from '../files/kinds.js'
import { isInNodeModules, isInside, relativePath } from '../files/paths.js'
import { unreadable } from '../files/skipped.js'
import type { ScanOptions, ScanResult, SiteReport } from '../result.js'
import { type Node, positionOf, type SourceFile } from '../sites/ast.js'
import { Ground } from '../sites/ground.js'
import { handMadeCalls } from '../sites/hand-made.js'
import { Inference } from '../sites/infer.js'
import { moduleName } from '../sites/modules.js'
import { Project } from '../sites/project.js'
import { type Candidate, calleeOf, candidatesOf, isAround, isInBody, startOf, statementOf } from './candidates.js'
import type { PlaceExplanation, Silent } from './explanation.js'
import { type Call, silenceOf } from './silence.js'
import { explainedSite, type Found } from './sites.js'
import { spotsIn } from './spots.js'
import { deciding, turnedOff, unjudged } from './unjudged.js'

export interface Place {
  /** Absolute. */
  file: string
  line: number
  column?: number
}

/** The file could not be read or parsed: nothing can be said of it. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}

export type ExplainOptions = Pick<ScanOptions, 'root' | 'preset' | 'types' | 'config' | 'testFiles' | 'signal'>

/**
 * Explains what a scan of the root says of a place.
 *
 * The whole root is read, as verdicts depend on who calls what; only the file itself is judged.
 * @throws UsageError for a place that does not exist; UnreadableError.
 */
export async function explainPlace(place: Place, options: ExplainOptions = {}): Promise<PlaceExplanation> {
  const root = realpathSync.native(resolve(options.root ?? '.'))
  const path = realFile(place.file, root)
  if (!isInside(root, path)) throw new UsageError(`${path} lies outside of ${root}; name its folder with --root`)
  const file = relativePath(root, path)
  const found = await discover({ root, signal: options.signal })
  let inside: Inside | undefined
  const result = await scan({ ...options, root, paths: [file], staged: false }, undefined, found, undefined, {
    only: new Set([path]),
    see: seen => {
      inside = seen
    },
  })
  return new PlaceReader(path, file, place, inside!, result).explanation()
}

function realFile(path: string, root: string): string {
  const shown = isInside(root, path) ? relativePath(root, path) || '.' : path
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new UsageError(`${shown}: no such file; a place is FILE:LINE:COL, as reports print it`)
  if (stat.isDirectory()) throw new UsageError(`${shown} is a folder; name a file and a line in it`)
  if (kindOf(path) === undefined && !/\.d\.(?:[^./\\]+\.)?[mc]?ts$/.test(path))
    throw new UsageError(`${shown} is no TypeScript or JavaScript; only those are scanned`)
  return realpathSync.native(path)
}

class PlaceReader {
  readonly #source: SourceFile
  readonly #parsed: Parsed

  constructor(
    readonly path: string,
    readonly file: string,
    readonly place: Place,
    readonly inside: Inside,
    readonly result: ScanResult,
  ) {
    this.#parsed = inside.parsed ?? { inf: inferenceOf(inside), files: [], judged: new Map(), identities: new Map() }
    this.#source = this.#parse()
    this.#expectPlace()
  }

  #parse(): SourceFile {
    const skipped = this.result.skipped.find(s => s.file === this.file)
    if (skipped) throw new UnreadableError(`${this.file}: ${skipped.reason}`)
    try {
      return this.#parsed.inf.project.file(this.path)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new UnreadableError(`${this.file}: ${code === undefined ? reasonOf(error) : unreadable(error)}`)
    }
  }

  #expectPlace(): void {
    const { line, column } = this.place
    const { lineStarts, text } = this.#source
    const lines = text.endsWith('\n') ? lineStarts.length - 1 : lineStarts.length
    if (line < 1 || line > Math.max(lines, 1))
      throw new UsageError(`${this.file} has ${lines} ${lines === 1 ? 'line' : 'lines'}; there is no line ${line}`)
    if (column === undefined) return
    const width = this.#lineText(line).length
    if (column < 1 || column > width + 1)
      throw new UsageError(`line ${line} of ${this.file} has ${width} columns; there is no column ${column}`)
  }

  #lineText(line: number): string {
    const { lineStarts, text } = this.#source
    return text.slice(lineStarts[line - 1]!, lineStarts[line] ?? text.length).replace(/[\r\n\u2028\u2029]+$/, '')
  }

  async explanation(): Promise<PlaceExplanation> {
    const { inside, result, place, file } = this
    const at = this.#atPlace()
    const silencing = at.length > 0 ? [] : this.#silencing()
    const { preset } = inside
    const cx = { inside, result, parsed: this.#parsed, source: this.#source, spot: spotsIn(inside.root), file }
    const chosen = at.filter(c => c.found !== undefined)
    const sites = await Promise.all(chosen.map(c => explainedSite(c.found!, cx)))
    return {
      schemaVersion: 1,
      place: { file, line: place.line, column: place.column },
      preset,
      inTest: inside.settings.isTest(this.path),
      unscanned: this.#unscanned(),
      text: this.#lineText(place.line).trim(),
      sites,
      silent: [...at.filter(c => c.found === undefined).map(c => this.#silent(c)), ...silencing],
      nearest: at.length > 0 || silencing.length > 0 ? [] : this.#nearest(),
      neighbours: chosen.length === 0 ? [] : this.#neighbours(chosen.map(c => c.found!)),
      notices: result.summary.notices,
    }
  }

  /** Why the scan does not look into the file at all. */
  #unscanned(): string | undefined {
    const { found, passed, settings } = this.inside
    if (settings.isIgnored(this.path))
      return 'the configuration ignores it; `otp-audit config --print` says which of its globs'
    if (found.files.includes(this.path)) {
      if (passed.includes(this.path)) return undefined
      return 'its text names no member or function of a dialect whose library is imported or installed here, so that it holds no site, and is not parsed'
    }
    if (kindOf(this.path) === undefined) return 'it is a declaration file, which holds no calls'
    if (isInNodeModules(this.file)) return 'it belongs to a package in node_modules'
    return kindOf(this.path) === 'js'
      ? 'it is JavaScript, which is scanned where a tsconfig.json allows it or a glob asks for it, or it is ignored or generated'
      : 'it is ignored by git, an ignore file or as build output'
  }

  /** Calls, constructions and assignments whose name stands in the line, in the order of the text; at a column, the innermost there. */
  #atPlace(): Candidate[] {
    const { line, column } = this.place
    const all = this.#candidates()
    const inLine = all.filter(c => positionOf(this.#source, c.name.start).line === line)
    if (column === undefined) return inLine.length > 0 ? inLine : this.#around(all, this.#source.lineStarts[line - 1]!)
    const offset = this.#source.lineStarts[line - 1]! + column - 1
    const named = all.filter(c => c.name.start <= offset && offset < Math.max(c.name.end, c.name.start + 1))
    if (named.length > 0) return named
    const starting = inLine.filter(c => c.node.start <= offset && offset <= c.name.end)
    if (starting.length > 0) return starting.slice(0, 1)
    const around = this.#around(all, offset)
    if (around.length > 0) return around
    const here = inLine.filter(c => isAround(statementOf(c.node), offset))
    return here.length > 0 ? here : inLine
  }

  /** The innermost call around an offset, if it is a site; what stands in the body of its listener is not the call. */
  #around(all: readonly Candidate[], offset: number): Candidate[] {
    const around = all.filter(
      c => c.found && /Expression$/.test(c.node.type) && isAround(c.node, offset) && !isInBody(c.node, offset),
    )
    const inner = around.sort((a, b) => a.node.end - a.node.start - (b.node.end - b.node.start))[0]
    return inner ? [inner] : []
  }

  #all: Candidate[] | undefined

  #candidates(): Candidate[] {
    this.#all ??= candidatesOf(this.#source, this.#found())
    return this.#all
  }

  /** What the scan reports of the file, with the nodes behind it. */
  #found(): Found[] {
    const reports = this.result.sites.filter(s => s.file === this.file)
    const [files] = this.#parsed.files
    const judged = files ? (this.#parsed.judged.get(files) ?? []) : []
    return reports.map(report => {
      const isHere = (name: Node): boolean => {
        const { line, column } = positionOf(this.#source, name.start)
        return line === report.line && column === report.column
      }
      const verdict = judged.find(j => j.verdict.kind === report.kind && isHere(j.site?.name ?? startOf(j.node)))
      const candidate = verdict ? undefined : files?.undecided.find(c => isHere(c.name))
      return { report, judged: verdict, candidate, node: verdict?.site?.node ?? verdict?.node ?? candidate?.node }
    })
  }

  #silent({ node, name }: Candidate): Silent {
    const { inside } = this
    const [sites] = this.#parsed.files
    const spot = spotsIn(inside.root)
    const file = this.#source
    const callee = shortText(file, calleeOf(node))
    const site = sites?.sites.find(s => s.node === node)
    const { inf } = this.#parsed
    if (site && sites) {
      const judged = this.#parsed.judged.get(sites) ?? []
      const off = turnedOff(site, inside.settings.rulesOf(this.path), callee)
      if (off) return off
      return unjudged(site, callee, judged, handMadeCalls(file, sites.sites, inf), spot)
    }
    const by = sites && deciding(node, this.#parsed.judged.get(sites) ?? [], file)
    if (by) {
      const { line, column } = positionOf(file, name.start)
      const what = spot(`what rests on it (${by.verdict.kind})`, by.site?.name ?? by.node, file)
      const reason = `it is a part of what decides for line ${what.line}: ${by.verdict.reason}`
      return { line, column, callee, because: 'counts-for-others', reason, through: [what] }
    }
    return silenceOf(node as Call, name, callee, {
      root: inside.root,
      file,
      inf,
      prefilter: inside.prefilter,
      sites,
      spot,
    })
  }

  /** Of a comment that silences a finding: which. */
  #silencing(): Silent[] {
    const { line } = this.place
    const { comments, text } = this.#source
    const comment = comments.find(c => positionOf(this.#source, c.start).line === line)
    if (!comment) return []
    return this.result.suppressed
      .filter(s => s.file === this.file && s.suppression.line === line)
      .map(({ rule, file, line: at, column, message }) => ({
        line,
        column: positionOf(this.#source, comment.start).column,
        callee: shortened(text.slice(comment.start, comment.end)),
        because: 'counts-for-others',
        reason: `it silences ${rule} in line ${at}: ${message}`,
        through: [{ what: 'what it silences', file, line: at, column, text: this.#lineText(at).trim() }],
      }))
  }

  /** Above and below the place, the first site in the file each way. */
  #nearest(): PlaceExplanation['nearest'] {
    const { line } = this.place
    const sites = this.result.sites.filter(s => s.file === this.file)
    const above = sites.filter(s => s.line < line).at(-1)
    const below = sites.find(s => s.line >= line)
    return [above, below].flatMap(s =>
      s ? [{ line: s.line, column: s.column, what: `${s.kind} \`${s.callee}\`` }] : [],
    )
  }

  /** Sites of the same role that the scan says something else of. */
  #neighbours(chosen: readonly Found[]): PlaceExplanation['neighbours'] {
    const { line } = this.place
    const roles = new Set(chosen.map(c => c.report.role))
    const own = new Set(chosen.map(c => c.report))
    const far = (s: SiteReport): number => Math.abs(s.line - line)
    return this.result.sites
      .filter(s => s.file === this.file && !own.has(s) && roles.has(s.role) && s.kind !== 'suppression')
      .filter(s => !chosen.some(c => c.report.kind === s.kind && c.report.reason === s.reason))
      .sort((a, b) => far(a) - far(b))
      .slice(0, 3)
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(({ line, column, callee, kind, reason }) => ({ line, column, callee, kind, reason }))
  }
}

/** Of a scan that parsed nothing. */
function inferenceOf({ library, packages, prefilter, root, found }: Inside): Inference {
  library.nameOnly(d => !prefilter.lacks(d))
  const ground = new Ground(root, packages, found.files)
  return new Inference(library, new Project(ground, s => library.modules.has(moduleName(s))))
}
