/** All active dialects as one lookup: what a module exports, what a type has, which row a call is. */
import type { Dialect, Member, Role, Row, TypeShape } from './dialect.js'

/** A row together with the dialect it stands in. */
export interface KnownRow extends Row {
  dialect: string
  /** Of its dialect. */
  testedWith: Dialect['testedWith']
  /** Last part of `sym`: the name that stands in the user's code. */
  name: string
}

/** Roles whose rows make sites that reports care about. */
export const siteRoles: ReadonlySet<Role> = new Set<Role>([
  'spawn',
  'send',
  'broadcast',
  'selfSend',
  'ackSend',
  'watch',
  'call',
])

/** `@scope/name/sub` → `@scope/name`. */
export const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')

export class Library {
  readonly modules: Map<string, Map<string, Member>> = new Map()
  readonly types: Map<string, { extends: string[]; members: Map<string, Member>; isGlobal?: boolean }> = new Map()
  readonly globals: Map<string, Member> = new Map()
  readonly telling: Map<string, string> = new Map()
  /** `from#Type` → member → rows. */
  readonly #members: Map<string, Map<string, KnownRow[]>> = new Map()
  /** `from.name`: exported functions; `new from#Type`: constructors. */
  readonly #functions: Map<string, KnownRow[]> = new Map()
  /** Names that can make a site, by how they are used. */
  readonly memberNames: Set<string> = new Set()
  readonly functionNames: Set<string> = new Set()
  readonly slotNames: Set<string> = new Set()
  readonly dialects: string[]
  /** Dialect → packages that bring it: those it exports names of, and those of its rows. */
  readonly packages: Map<string, Set<string>> = new Map()

  /** @param options `generic`: also plain emitters, which are no peers. */
  constructor(
    dialects: readonly Dialect[],
    readonly options: { generic: boolean } = { generic: false },
  ) {
    this.dialects = dialects.map(d => d.name)
    for (const d of dialects) this.#add(d)
  }

  #add(d: Dialect): void {
    this.packages.set(d.name, new Set([...Object.keys(d.exports ?? {}), ...d.rows.map(r => r.from)].map(packageOf)))
    for (const [module, names] of Object.entries(d.exports ?? {})) {
      const known = this.modules.get(module) ?? new Map<string, Member>()
      for (const [name, member] of Object.entries(names)) known.set(name, { ...known.get(name), ...member })
      this.modules.set(module, known)
    }
    for (const [name, type] of Object.entries(d.telling ?? {})) this.telling.set(name, type)
    for (const [name, shape] of Object.entries(d.types ?? {})) this.#type(name, shape)
    for (const [name, member] of Object.entries(d.globals ?? {}))
      this.globals.set(name, { ...this.globals.get(name), ...member })
    for (const row of d.rows) this.#row(row, d)
  }

  #type(name: string, shape: TypeShape): void {
    const known = this.types.get(name) ?? { extends: [], members: new Map<string, Member>() }
    for (const base of shape.extends ?? []) if (!known.extends.includes(base)) known.extends.push(base)
    for (const [m, member] of Object.entries(shape.members ?? {}))
      known.members.set(m, { ...known.members.get(m), ...member })
    known.isGlobal ||= shape.isGlobal
    this.types.set(name, known)
  }

  #row(row: Row, { name: dialect, testedWith }: Dialect): void {
    if (row.generic && !this.options.generic) return
    const sym = row.sym.replace(/^global /, '')
    const hash = sym.indexOf('#')
    const name = hash >= 0 ? sym.slice(hash + 1) : sym.replace(/^new /, '').split('.').at(-1)!
    const known: KnownRow = { ...row, dialect, testedWith, name }
    if (hash >= 0) {
      const type = `${row.from}#${sym.slice(0, hash)}`
      const members = this.#members.get(type) ?? new Map<string, KnownRow[]>()
      members.set(name, [...(members.get(name) ?? []), known])
      this.#members.set(type, members)
    } else {
      const isNew = sym.startsWith('new ')
      const key = isNew ? `new ${row.from}#${name}` : `${row.from}.${sym}`
      this.#functions.set(key, [...(this.#functions.get(key) ?? []), known])
      this.#export(row.from, name, isNew ? { constructs: `${row.from}#${name}` } : {})
    }
    this.#name(known)
  }

  /** What a row is of exists, be it among the dialect's exports or not. */
  #export(module: string, name: string, member: Member): void {
    const names = module === 'lib.dom' ? this.globals : (this.modules.get(module) ?? new Map<string, Member>())
    if (!names.has(name)) names.set(name, member)
    if (names !== this.globals) this.modules.set(module, names)
  }

  #name({ name, slot, sym }: KnownRow): void {
    const isMember = sym.includes('#')
    ;(slot ? this.slotNames : isMember ? this.memberNames : this.functionNames).add(name)
  }

  /** Forgets the names of dialects that are nowhere in the scan: they would be looked up for nothing. */
  nameOnly(isPresent: (dialect: string) => boolean): void {
    for (const names of [this.memberNames, this.functionNames, this.slotNames]) names.clear()
    for (const row of this.rows()) if (isPresent(row.dialect)) this.#name(row)
  }

  /** Rows of an exported function (`child_process.fork`) or a constructor (`new worker_threads#Worker`). */
  functionRows(path: string): KnownRow[] {
    return this.#functions.get(path) ?? []
  }

  /** Rows of a member of a type, or of the nearest base that has some. */
  memberRows(type: string, member: string): KnownRow[] {
    for (const t of this.lineage(type)) {
      const own = this.#members.get(t)
      const rows = own?.get(member) ?? own?.get('*')
      if (rows) return rows
    }
    return []
  }

  /** A type and its bases, nearest first. */
  lineage(type: string): string[] {
    const out: string[] = []
    const queue = [type]
    while (queue.length > 0) {
      const t = queue.shift()!
      if (out.includes(t)) continue
      out.push(t)
      queue.push(...(this.types.get(t)?.extends ?? []))
    }
    return out
  }

  isA(type: string, base: string): boolean {
    return this.lineage(type).includes(base)
  }

  member(type: string, name: string): Member | undefined {
    for (const t of this.lineage(type)) {
      const m = this.types.get(t)?.members.get(name)
      if (m) return m
    }
    return undefined
  }

  /** What a global object has beside its own members: all that exists without import. */
  globalMember(type: string, name: string): Member | undefined {
    return this.types.get(type)?.isGlobal ? this.globals.get(name) : undefined
  }

  /** The type is described, here or in rows, so that a member without rows is known to be none. */
  knows(type: string): boolean {
    return this.types.has(type) || this.#members.has(type)
  }

  /** True for types that are a peer: some row watches them, sends to them, or makes them. */
  isPeer(type: string): boolean {
    return this.lineage(type).some(t => {
      const rows = this.#members.get(t)
      return rows !== undefined && [...rows.values()].some(r => r.some(x => !x.generic))
    })
  }

  readonly #possible: Map<string, { dialects: string[]; role?: Role }> = new Map()

  /** Dialects with a member of this name that makes a site; for watches, with this event. */
  possible(name: string, event: string | undefined, isSlot: boolean): { dialects: string[]; role?: Role } {
    const key = `${name}\0${event ?? ''}\0${isSlot}`
    let known = this.#possible.get(key)
    if (!known) {
      const rows = this.#rowsNamed(name).filter(
        row =>
          !row.local &&
          (row.slot === true) === isSlot &&
          siteRoles.has(row.role) &&
          (row.role !== 'watch' || isSlot || event === undefined || !row.events || row.events.includes(event)),
      )
      known = { dialects: [...new Set(rows.map(r => r.dialect))], role: rows[0]?.role }
      this.#possible.set(key, known)
    }
    return known
  }

  #rowsNamed(name: string): KnownRow[] {
    return [...this.#members.values()].flatMap(members => members.get(name) ?? [])
  }

  /** Every row, in no order of meaning. */
  *rows(): Generator<KnownRow> {
    for (const members of this.#members.values()) for (const rows of members.values()) yield* rows
    for (const rows of this.#functions.values()) yield* rows
  }
}
