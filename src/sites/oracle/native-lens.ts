/** What TypeScript 7's server tells about symbols and types. Both are asked for once, and known by their number. */
import type { Declaration, Lens, SymbolView, TypeView } from './lens.js'
import type { RpcChild } from './rpc.js'
import { SyntaxTree } from './syntax-tree.js'

interface SymbolData {
  id: number
  name: string
  flags: number
  declarations?: string[]
  parent?: number
}

interface TypeData {
  id: number
  flags: number
  objectFlags?: number
  symbol?: number
  aliasSymbol?: number
  target?: number
}

/** Values of TypeScript 7.0.2's enums; loading its client for them would take longer than small scans do. */
export const FLAGS: Readonly<Record<'symbol' | 'type' | 'object', Readonly<Record<string, number>>>> = {
  symbol: {
    Variable: 3,
    Function: 16,
    Class: 32,
    Interface: 64,
    Enum: 384,
    TypeAlias: 524288,
    Module: 1536,
    Alias: 2097152,
  },
  type: {
    Any: 1,
    Undefined: 4,
    Null: 8,
    Void: 16,
    String: 32,
    Number: 64,
    BigInt: 128,
    Boolean: 256,
    StringLiteral: 1024,
    NumberLiteral: 2048,
    BigIntLiteral: 4096,
    BooleanLiteral: 8192,
    EnumLiteral: 32768,
    Enum: 65536,
    TemplateLiteral: 4194304,
    StringMapping: 8388608,
    TypeParameter: 524288,
    Object: 1048576,
    Index: 2097152,
    Substitution: 16777216,
    IndexedAccess: 33554432,
    Conditional: 67108864,
    Union: 134217728,
    Intersection: 268435456,
  },
  object: { ClassOrInterface: 3, Reference: 4 },
}

const masksOf = (flags: Readonly<Record<string, number>>, ...names: string[]): number =>
  names.reduce((mask, name) => mask | flags[name]!, 0)

const SYMBOL = {
  alias: masksOf(FLAGS.symbol, 'Alias'),
  variable: masksOf(FLAGS.symbol, 'Variable'),
  type: masksOf(FLAGS.symbol, 'Class', 'Interface', 'Enum', 'TypeAlias'),
  class: masksOf(FLAGS.symbol, 'Class'),
  module: masksOf(FLAGS.symbol, 'Module'),
  function: masksOf(FLAGS.symbol, 'Function'),
}

const TYPE = {
  any: masksOf(FLAGS.type, 'Any'),
  union: masksOf(FLAGS.type, 'Union'),
  intersection: masksOf(FLAGS.type, 'Intersection'),
  object: masksOf(FLAGS.type, 'Object'),
  open: masksOf(FLAGS.type, 'TypeParameter', 'Index', 'Substitution', 'IndexedAccess', 'Conditional'),
}

const OBJECT = {
  named: masksOf(FLAGS.object, 'ClassOrInterface'),
  reference: masksOf(FLAGS.object, 'Reference'),
}

export class NativeLens implements Lens {
  readonly #rpc: RpcChild
  readonly #base: { snapshot: number; project: string }
  readonly #symbols = new Map<number, NativeSymbol>()
  readonly #types = new Map<number, NativeType>()
  readonly #trees = new Map<string, Promise<SyntaxTree>>()

  constructor(rpc: RpcChild, base: { snapshot: number; project: string }) {
    this.#rpc = rpc
    this.#base = base
  }

  async symbolsAt(file: string, positions: number[]): Promise<(SymbolView | undefined)[]> {
    const found = await this.request<(SymbolData | null)[] | null>('getSymbolsAtPositions', { file, positions })
    return positions.map((_, i) => this.symbol(found?.[i]))
  }

  async typesAt(file: string, positions: number[]): Promise<(TypeView | undefined)[]> {
    const found = await this.request<(TypeData | null)[] | null>('getTypesAtPositions', { file, positions })
    return positions.map((_, i) => this.type(found?.[i]))
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.#rpc.request<T>(method, { ...this.#base, ...params })
  }

  symbol(data: SymbolData | null | undefined): NativeSymbol | undefined {
    if (!data) return undefined
    const symbol = this.#symbols.get(data.id) ?? new NativeSymbol(this, data)
    this.#symbols.set(data.id, symbol)
    return symbol
  }

  type(data: TypeData | null | undefined): NativeType | undefined {
    if (!data) return undefined
    const type = this.#types.get(data.id) ?? new NativeType(this, data)
    this.#types.set(data.id, type)
    return type
  }

  knownSymbol = (id: number): NativeSymbol | undefined => this.#symbols.get(id)

  tree(file: string): Promise<SyntaxTree> {
    let tree = this.#trees.get(file)
    if (!tree) {
      tree = this.request<{ data: string } | null>('getSourceFile', { file }).then(r => new SyntaxTree(r?.data))
      this.#trees.set(file, tree)
    }
    return tree
  }
}

/** Tells whether any of the flags is set. */
const has = (flags: number | undefined, mask: number): boolean => ((flags ?? 0) & mask) !== 0

class NativeSymbol implements SymbolView {
  readonly #lens: NativeLens
  readonly #data: SymbolData
  #parent: Promise<SymbolView | undefined> | undefined

  constructor(lens: NativeLens, data: SymbolData) {
    this.#lens = lens
    this.#data = data
  }

  get declarations(): Declaration[] {
    return (this.#data.declarations ?? []).map(handle => {
      const [, index, file] = /^(\d+)\.\d+\.(.*)$/s.exec(handle) ?? []
      return { file: file!, chain: async () => (await this.#lens.tree(file!)).chain(Number(index)) }
    })
  }

  get key(): number {
    return this.#data.id
  }
  get name(): string {
    return this.#data.name
  }
  get isAlias(): boolean {
    return has(this.#data.flags, SYMBOL.alias)
  }
  get isVariable(): boolean {
    return has(this.#data.flags, SYMBOL.variable)
  }
  get isType(): boolean {
    return has(this.#data.flags, SYMBOL.type)
  }
  get isClass(): boolean {
    return has(this.#data.flags, SYMBOL.class)
  }
  get isModule(): boolean {
    return has(this.#data.flags, SYMBOL.module)
  }
  get isFunction(): boolean {
    return has(this.#data.flags, SYMBOL.function)
  }

  parent(): Promise<SymbolView | undefined> {
    const { id, parent } = this.#data
    if (!parent) return Promise.resolve(undefined)
    this.#parent ??= this.#known(parent) ?? this.#ask('getParentOfSymbol', { objectId: id })
    return this.#parent
  }

  async original(): Promise<SymbolView | undefined> {
    const found = await this.#ask('getAliasedSymbol', { symbol: this.#data.id })
    return found && found.declarations.length > 0 ? found : undefined
  }

  async instance(): Promise<TypeView | undefined> {
    const params = { symbol: this.#data.id }
    return this.#lens.type(await this.#lens.request<TypeData | null>('getDeclaredTypeOfSymbol', params))
  }

  #known(id: number): Promise<SymbolView> | undefined {
    const known = this.#lens.knownSymbol(id)
    return known && Promise.resolve(known)
  }

  async #ask(method: string, params: object): Promise<NativeSymbol | undefined> {
    return this.#lens.symbol(await this.#lens.request<SymbolData | null>(method, params))
  }
}

class NativeType implements TypeView {
  readonly #lens: NativeLens
  readonly #data: TypeData

  constructor(lens: NativeLens, data: TypeData) {
    this.#lens = lens
    this.#data = data
  }

  get key(): number {
    return this.#data.id
  }

  get kind(): TypeView['kind'] {
    const { flags, objectFlags } = this.#data
    if (has(flags, TYPE.any)) return 'any'
    if (has(flags, TYPE.union)) return 'union'
    if (has(flags, TYPE.intersection)) return 'intersection'
    if (has(flags, TYPE.open)) return 'open'
    if (!has(flags, TYPE.object)) return 'none'
    return has(objectFlags, OBJECT.named | OBJECT.reference) ? 'instance' : 'object'
  }

  async symbol(): Promise<SymbolView | undefined> {
    const { id, symbol } = this.#data
    if (!symbol) return undefined
    return this.#lens.knownSymbol(symbol) ?? this.#symbol('getSymbolOfType', id)
  }

  async alias(): Promise<SymbolView | undefined> {
    const { id, aliasSymbol } = this.#data
    if (!aliasSymbol) return undefined
    return this.#lens.knownSymbol(aliasSymbol) ?? this.#symbol('getAliasSymbolOfType', id)
  }

  parts(): Promise<TypeView[]> {
    return this.#typesOf('getTypesOfType', { objectId: this.#data.id })
  }

  async constraint(): Promise<TypeView | undefined> {
    const data = await this.#lens.request<TypeData | null>('getBaseConstraintOfType', { type: this.#data.id })
    return this.#lens.type(data)
  }

  async bases(): Promise<TypeView[]> {
    const { id, objectFlags, target } = this.#data
    if (has(objectFlags, OBJECT.reference) && target && target !== id) {
      const type = this.#lens.type(await this.#lens.request<TypeData | null>('getTargetOfType', { objectId: id }))
      return type && type.key !== id ? type.bases() : []
    }
    if (!has(objectFlags, OBJECT.named)) return []
    return this.#typesOf('getBaseTypes', { type: id })
  }

  async #symbol(method: string, objectId: number): Promise<SymbolView | undefined> {
    return this.#lens.symbol(await this.#lens.request<SymbolData | null>(method, { objectId }))
  }

  async #typesOf(method: string, params: object): Promise<TypeView[]> {
    const found = (await this.#lens.request<TypeData[] | null>(method, params)) ?? []
    return found.map(data => this.#lens.type(data)).filter(t => t !== undefined)
  }
}
