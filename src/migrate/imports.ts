/** The imports that new code needs: names settled before anything is written, statements planned once per file. */
import { isBuiltin } from 'node:module'
import type { Node, SourceFile } from '../sites/ast.js'
import type { Edit, ImportNeed } from './fix.js'
import {
  type ImportStatement,
  isBare,
  isExports,
  isImport,
  isModule,
  moduleOf,
  namesGiven,
  requiredBy,
  requiring,
  type Statement,
} from './import-forms.js'
import { styleOf, type TextStyle } from './text-style.js'

type Form = 'import' | 'import-equals' | 'require'

/** Where a statement goes, and whether lines are to be ended before and behind it. */
interface Place {
  readonly at: number
  readonly behind: boolean
  readonly before: boolean
}

/** One file's imports; names are the same for whoever asks, as they depend on the text before the migration alone. */
export class Imports {
  readonly #locals: Map<string, string> = new Map()
  readonly #given: Set<string> = new Set()
  readonly #style: TextStyle

  constructor(readonly file: SourceFile) {
    this.#style = styleOf(file.text)
  }

  /** How to call an export: as it is imported already, else by its own name, or by another where that one is taken. */
  need(module: string, name: string): ImportNeed {
    const key = `${module}\0${name}`
    const local = this.#locals.get(key) ?? this.#existing(module, name) ?? this.#fresh(module, name)
    this.#locals.set(key, local)
    return { module, name, local }
  }

  /** Statements for what is needed and not there yet. */
  edits(needs: readonly ImportNeed[]): Edit[] {
    const out: Edit[] = []
    const lines: string[] = []
    for (const module of [...new Set(needs.map(n => n.module))].sort()) {
      const wanted = new Map(needs.filter(n => n.module === module).map(n => [n.name, n]))
      const missing = [...wanted.values()].filter(n => this.#existing(module, n.name) === undefined)
      if (missing.length === 0) continue
      missing.sort((a, b) => (a.name < b.name ? -1 : 1))
      const known = this.#extensible(module)
      if (known) out.push(this.#extended(known, missing))
      else lines.push(this.#statement(module, missing))
    }
    return lines.length > 0 ? [...out, this.#added(lines)] : out
  }

  #statement(module: string, needs: readonly ImportNeed[]): string {
    const { quote, inBraces: gap } = this.#style
    const from = quote + module + quote
    const line =
      this.#form() === 'import'
        ? `import {${gap}${this.#names(needs, ' as ')}${gap}} from ${from}`
        : this.#form() === 'require'
          ? `const {${gap}${this.#names(needs, ': ')}${gap}} = require(${from})${this.#cast(from)}`
          : `import ${needs[0]!.local.split('.')[0]} = require(${from})`
    return line + this.#semicolon()
  }

  /** Where the file says what its `require` gives, it says so of this one: else nothing would be checked. */
  #cast(from: string): string {
    return this.file.program.body.some(s => requiring(s)?.isCast) ? ` as typeof import(${from})` : ''
  }

  #added(lines: readonly string[]): Edit {
    const { path, text } = this.file
    const { at, before, behind } = this.#place()
    const eol = this.#eolAt(at)
    // the first import of a file stands apart from its code
    const rest = before ? text.slice(at) : text.slice(nextLine(text, at))
    const isClose = rest.trim() !== '' && !/^[^\S\n]*\n/.test(rest)
    const isFirst = !this.#early().some(isImport)
    return {
      file: path,
      start: at,
      end: at,
      text: (behind ? eol : '') + lines.join(eol) + (before ? eol : '') + (isFirst && isClose ? eol : ''),
    }
  }

  /** On a line of its own where the last name has one. */
  #extended({ specifiers }: ImportStatement, needs: readonly ImportNeed[]): Edit {
    const { path, text } = this.file
    const last = specifiers.at(-1)!
    const insert = (at: number, what: string): Edit => ({ file: path, start: at, end: at, text: what })
    const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.start))?.[1]
    if (indent === undefined) return insert(last.end, `, ${this.#names(needs, ' as ')}`)
    const line = this.#eolAt(last.end) + indent + this.#names(needs, ' as ')
    const rest = this.#lineBehind(last.end)
    // with a comma behind the last name, or none
    if (!rest.code.startsWith(',')) return insert(last.end, `,${line}`)
    const { at, code } = this.#lineBehind(last.end + rest.text.indexOf(',') + 1)
    return code === '' ? insert(at, `${line},`) : insert(last.end, `,${line}`)
  }

  /** As the line there ends: what is put before that end leaves the line as it was. */
  #eolAt(from: number): TextStyle['eol'] {
    const { text } = this.file
    const at = text.indexOf('\n', from)
    if (at < 0) return this.#style.eol
    return text[at - 1] === '\r' ? '\r\n' : '\n'
  }

  /** What stands behind a place on its line: its end, without comments that begin there. */
  #lineBehind(from: number): { at: number; text: string; code: string } {
    const { text, comments } = this.file
    let at = from
    for (const c of comments) if (c.start >= at && /^[^\S\n]*$/.test(text.slice(at, c.start))) at = c.end
    const end = lineEnd(text, at)
    const code = text.slice(at, end).trim()
    return { at: code === '' ? end : at, text: text.slice(from, end), code }
  }

  #names(needs: readonly ImportNeed[], renaming: string): string {
    return needs.map(n => (n.local === n.name ? n.name : n.name + renaming + n.local)).join(', ')
  }

  #semicolon(): string {
    const last = this.file.program.body.filter(isImport).at(-1)
    const semicolons = last ? this.file.text[last.end - 1] === ';' : this.#style.semicolons
    return semicolons ? ';' : ''
  }

  /** The name under which a statement already gives the export, wherever in the file it is used. */
  #existing(module: string, name: string): string | undefined {
    return this.file.program.body.flatMap(s => namesGiven(s, module, name)).find(local => !this.#isHidden(local))
  }

  /** A parameter or variable further in has the name: what is written there would mean that one. */
  #isHidden(local: string): boolean {
    const { scope, scopeOf } = this.file
    const [base] = local.split('.')
    return [...scopeOf.values()].some(inner => inner !== scope && inner.values.has(base!))
  }

  #fresh(module: string, name: string): string {
    if (this.#form() !== 'import-equals') return this.freeName(name)
    const known = [...this.#locals].find(([key]) => key.startsWith(`${module}\0`))
    return `${known ? known[1].split('.')[0] : this.freeName('otpRuntime')}.${name}`
  }

  /** The name itself, or with the first number that nothing in the file is called by; nobody gets it twice. */
  freeName(name: string): string {
    let free = name
    for (let i = 2; this.file.identifiers.has(free) || this.#given.has(free); i++) free = name + i
    this.#given.add(free)
    return free
  }

  global(name: string): string {
    const isOwn = [...this.file.scopeOf.values()].some(scope => scope.values.has(name))
    return isOwn ? `globalThis.${name}` : name
  }

  /** `import { a } from module`, to which a name can be added. */
  #extensible(module: string): ImportStatement | undefined {
    for (const s of this.file.program.body)
      if (
        s.type === 'ImportDeclaration' &&
        s.source.value === module &&
        s.importKind !== 'type' &&
        s.specifiers.length > 0 &&
        s.specifiers.every(p => p.type === 'ImportSpecifier')
      )
        return s
    return undefined
  }

  /** As the file does it already; else by its extension. */
  #form(): Form {
    const { body } = this.file.program
    if (body.some(s => s.type === 'ImportDeclaration')) return 'import'
    if (body.some(s => s.type === 'TSImportEqualsDeclaration' && requiredBy(s.moduleReference as Node) !== undefined))
      return 'import-equals'
    if (body.some(s => requiring(s) !== undefined)) return 'require'
    if (body.some(s => /^Export(?:Named|Default|All)Declaration$/.test(s.type))) return 'import'
    return this.#isCommonJs() ? 'require' : 'import'
  }

  /**
   * JavaScript runs as it is written: what says nowhere that it is a module need not be one, whatever the type checker
   * takes it for.
   */
  get makeModule(): boolean {
    return /\.jsx?$/.test(this.file.path) && !isModule(this.file) && this.#form() === 'import'
  }

  /** Of a file without imports and exports on top; JavaScript runs as it is written, and there is no `require` in a module. */
  #isCommonJs(): boolean {
    const { path, assignments, identifiers } = this.file
    if (/\.c[jt]s$/.test(path) || assignments.some(a => isExports(a.left as Node))) return true
    return /\.jsx?$/.test(path) && identifiers.has('require')
  }

  /**
   * Behind Node's own modules, what sorts before and what is loaded first for its effect; else before the first import,
   * else behind the file's head.
   */
  #place(): Place {
    const { program } = this.file
    const imports = this.#early().filter(isImport)
    const bare = imports.findIndex(s => !isBare(s))
    const earlier = imports.filter((s, i) => {
      const module = moduleOf(s) ?? '.'
      return (
        i < (bare < 0 ? imports.length : bare) ||
        isBuiltin(module) ||
        (!module.startsWith('.') && module < '@otp-audit/runtime')
      )
    })
    const behind = earlier.at(-1) ?? (imports[0] && this.#hasComment(imports[0]) ? imports[0] : undefined)
    if (behind) return this.#behind(behind)
    if (imports[0]) return { at: imports[0].start, before: true, behind: false }
    const directive = program.body.filter(s => s.type === 'ExpressionStatement' && s.directive).at(-1)
    if (directive) return this.#behind(directive)
    return { at: this.#behindHeader(), before: true, behind: false }
  }

  /** On the next line, behind comments; where code goes on behind the statement, right between them. */
  #behind(s: Statement): Place {
    const { at, code } = this.#lineBehind(s.end)
    return code === '' ? { at, before: false, behind: true } : { at: s.end, before: true, behind: true }
  }

  /** Imports are made before anything runs, wherever they stand; `require` is called in its turn, so that it has to be on top. */
  #early(): Statement[] {
    const { body } = this.file.program
    if (this.#form() === 'import') return body
    const rest = body.findIndex(s => !isImport(s) && !(s.type === 'ExpressionStatement' && s.directive))
    return rest < 0 ? body : body.slice(0, rest)
  }

  /** A comment right over it speaks of it, to a tool or to people; one on top of the file may speak of the file. */
  #hasComment(s: Statement): boolean {
    const { text, comments, program } = this.file
    const before = comments.filter(c => c.end <= s.start)
    const last = before.at(-1)
    if (last === undefined) return false
    if (/@ts-|eslint-|biome-|prettier-/.test(last.value)) return true
    const isRightOver = /^[^\S\n]*\n?[^\S\n]*$/.test(text.slice(last.end, s.start))
    const isOnTop = program.body[0] === s && !/\n\s*\n/.test(text.slice(before.at(-2)?.end ?? last.start, last.start))
    return isRightOver && !isOnTop
  }

  /** Behind `#!`, a licence, and pragmas such as `// @ts-nocheck` that count only on top. */
  #behindHeader(): number {
    const { text, comments, program } = this.file
    let at = text.startsWith('#!') ? nextLine(text, 0) : 0
    const first = program.body[0]?.start ?? text.length
    const head = comments.filter(c => c.end <= first)
    for (const [i, c] of head.entries()) {
      const isHeader = i === 0 && /licen[cs]e|copyright|@preserve|spdx/i.test(c.value)
      const isPragma = /^\s*(@ts-nocheck|@ts-check|eslint|@jest-environment|\/\s*<reference)/.test(c.value)
      const goesOn = i > 0 && at > 0 && c.type === 'Line' && /^\s*$/.test(text.slice(at, c.start)) && c.start - at < 2
      if (!isHeader && !isPragma && !goesOn) break
      at = Math.min(nextLine(text, c.end), first)
    }
    return at
  }
}

/** Before the line's end. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  if (at < 0) return text.length
  return text[at - 1] === '\r' ? at - 1 : at
}

function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at + 1
}
