/** The checker of TypeScript 6 as ts-morph carries it: the reference, and the fallback. Loaded only when it is asked. */
import type { Project, ts as TS } from 'ts-morph'
import type { Texts } from '../../files/read.js'
import { importModule } from '../../import-module.js'
import { Answers } from './answer.js'
import type { Declaration, Enclosing, Lens, SymbolView, TypeView } from './lens.js'
import type { Answer, Question, TypeOracle } from './oracle.js'
import { asked, type ConfigRead, inOrder, Projects } from './projects.js'

type Morph = typeof import('ts-morph')
type Api = typeof TS

export class MorphOracle implements TypeOracle {
  readonly backend = 'ts-morph'
  readonly #morph: Morph
  readonly #projects: Projects

  private constructor(
    morph: Morph,
    onNotice: (text: string) => void,
    readonly texts: (() => Texts) | undefined,
  ) {
    this.#morph = morph
    this.#projects = new Projects(async path => this.#config(path), onNotice)
  }

  static async start(options: { onNotice: (text: string) => void; texts?: () => Texts }): Promise<MorphOracle> {
    return new MorphOracle(await importModule<Morph>('ts-morph'), options.onNotice, options.texts)
  }

  async ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    const answers = new Map<string, Answer[]>()
    await this.#projects.in(questions.keys(), async projects => {
      for (const { config, files } of asked(projects, questions)) {
        const given = within(() => new Answers(this.#lens(config), this.texts?.() ?? new Map()))
        for (const file of files) {
          const list = questions.get(file)!
          const found = given && (await within(() => given.ofFile(file, list)))
          answers.set(file, found ?? list.map(() => ({ callee: [], receiver: [], unknown: tooDeep })))
        }
      }
    })
    return inOrder(questions, answers)
  }

  async close(): Promise<void> {
    this.#projects.close()
  }

  #lens(config: string): Lens {
    const project: Project = new this.#morph.Project({ tsConfigFilePath: config })
    for (const [path, text] of this.texts?.() ?? []) project.createSourceFile(path, text, { overwrite: true })
    return new MorphLens(this.#morph.ts, project.getProgram().compilerObject)
  }

  #config(path: string): ConfigRead {
    const { ts } = this.#morph
    const host: TS.ParseConfigFileHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} }
    const read = ts.getParsedCommandLineOfConfigFile(path, {}, host)
    return { files: read?.fileNames ?? [], options: read?.options ?? {} }
  }
}

const tooDeep = 'its file nests too deep for the type checker'

/** This checker recurses on the stack of the tool; where that does not do, there is no answer. */
function within<T>(work: () => Promise<T>): Promise<T | undefined>
function within<T>(work: () => T): T | undefined
function within<T>(work: () => T | Promise<T>): T | undefined | Promise<T | undefined> {
  const orNone = (error: unknown): undefined => {
    if (!(error instanceof RangeError)) throw error
  }
  try {
    const made = work()
    return made instanceof Promise ? made.catch(orNone) : made
  } catch (error) {
    return orNone(error)
  }
}

class MorphLens implements Lens {
  readonly ts: Api
  readonly checker: TS.TypeChecker
  readonly #program: TS.Program

  constructor(ts: Api, program: TS.Program) {
    this.ts = ts
    this.checker = program.getTypeChecker()
    this.#program = program
  }

  async symbolsAt(file: string, offsets: number[]): Promise<(SymbolView | undefined)[]> {
    return this.#nodes(file, offsets).map(node => this.symbol(node && this.checker.getSymbolAtLocation(node)))
  }

  async typesAt(file: string, offsets: number[]): Promise<(TypeView | undefined)[]> {
    return this.#nodes(file, offsets).map(node => node && new MorphType(this, this.checker.getTypeAtLocation(node)))
  }

  symbol(symbol: TS.Symbol | undefined): SymbolView | undefined {
    return symbol && new MorphSymbol(this, symbol)
  }

  #nodes(file: string, offsets: number[]): (TS.Node | undefined)[] {
    const source = this.#program.getSourceFile(file)
    return offsets.map(offset => source && this.#tokenAt(source, offset))
  }

  /** The innermost node that begins at, or contains, the offset. */
  #tokenAt(source: TS.SourceFile, offset: number): TS.Node {
    let node: TS.Node = source
    for (;;) {
      const inner: TS.Node | undefined = this.ts.forEachChild(node, child =>
        child.getStart(source) <= offset && offset < child.end ? child : undefined,
      )
      if (!inner) return node
      node = inner
    }
  }
}

class MorphSymbol implements SymbolView {
  readonly #lens: MorphLens
  readonly key: TS.Symbol

  constructor(lens: MorphLens, symbol: TS.Symbol) {
    this.#lens = lens
    this.key = symbol
  }

  get name(): string {
    return this.key.escapedName as string
  }
  get isAlias(): boolean {
    return this.#has(this.#lens.ts.SymbolFlags.Alias)
  }
  get isVariable(): boolean {
    return this.#has(this.#lens.ts.SymbolFlags.Variable)
  }
  get isType(): boolean {
    const { Class, Interface, Enum, TypeAlias } = this.#lens.ts.SymbolFlags
    return this.#has(Class | Interface | Enum | TypeAlias)
  }
  get isClass(): boolean {
    return this.#has(this.#lens.ts.SymbolFlags.Class)
  }
  get isModule(): boolean {
    return this.#has(this.#lens.ts.SymbolFlags.Module)
  }
  get isFunction(): boolean {
    return this.#has(this.#lens.ts.SymbolFlags.Function)
  }

  get declarations(): Declaration[] {
    return (this.key.declarations ?? []).map(node => ({
      file: node.getSourceFile().fileName,
      chain: async () => chain(this.#lens.ts, node),
    }))
  }

  async parent(): Promise<SymbolView | undefined> {
    return this.#lens.symbol((this.key as TS.Symbol & { parent?: TS.Symbol }).parent)
  }

  async original(): Promise<SymbolView | undefined> {
    const found = this.#lens.checker.getAliasedSymbol(this.key)
    return found.declarations && found.declarations.length > 0 ? this.#lens.symbol(found) : undefined
  }

  async instance(): Promise<TypeView | undefined> {
    return new MorphType(this.#lens, this.#lens.checker.getDeclaredTypeOfSymbol(this.key))
  }

  #has(mask: number): boolean {
    return (this.key.flags & mask) !== 0
  }
}

class MorphType implements TypeView {
  readonly #lens: MorphLens
  readonly key: TS.Type

  constructor(lens: MorphLens, type: TS.Type) {
    this.#lens = lens
    this.key = type
  }

  get kind(): TypeView['kind'] {
    const { TypeFlags, ObjectFlags } = this.#lens.ts
    const { flags } = this.key
    if (flags & TypeFlags.Any) return 'any'
    if (flags & TypeFlags.Union) return 'union'
    if (flags & TypeFlags.Intersection) return 'intersection'
    if (flags & (TypeFlags.TypeParameter | TypeFlags.Index | TypeFlags.Substitution)) return 'open'
    if (flags & (TypeFlags.IndexedAccess | TypeFlags.Conditional)) return 'open'
    if (!(flags & TypeFlags.Object)) return 'none'
    const { objectFlags } = this.key as TS.ObjectType
    return objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference) ? 'instance' : 'object'
  }

  async symbol(): Promise<SymbolView | undefined> {
    return this.#lens.symbol(this.key.symbol)
  }

  async alias(): Promise<SymbolView | undefined> {
    return this.#lens.symbol(this.key.aliasSymbol)
  }

  async parts(): Promise<TypeView[]> {
    return this.#views((this.key as TS.UnionOrIntersectionType).types)
  }

  async constraint(): Promise<TypeView | undefined> {
    const type = this.#lens.checker.getBaseConstraintOfType(this.key)
    return type && new MorphType(this.#lens, type)
  }

  async bases(): Promise<TypeView[]> {
    const { ObjectFlags } = this.#lens.ts
    const { objectFlags } = this.key as TS.ObjectType
    const target = objectFlags & ObjectFlags.Reference ? (this.key as TS.TypeReference).target : this.key
    if (!((target as TS.ObjectType).objectFlags & ObjectFlags.ClassOrInterface)) return []
    return this.#views(this.#lens.checker.getBaseTypes(target as TS.InterfaceType))
  }

  #views(types: readonly TS.Type[]): TypeView[] {
    return types.map(type => new MorphType(this.#lens, type))
  }
}

function chain(ts: Api, declaration: TS.Node): Enclosing[] {
  const steps: Enclosing[] = []
  for (let node: TS.Node | undefined = declaration; node; node = node.parent) steps.push(step(ts, node))
  return steps
}

function step(ts: Api, node: TS.Node): Enclosing {
  if (ts.isBlock(node) || ts.isModuleBlock(node) || ts.isSourceFile(node)) return { kind: 'body' }
  const name = (node as TS.NamedDeclaration).name
  const text = name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) return { kind: 'type', name: text }
  if (ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) return { kind: 'type', name: text }
  return isNamed(ts, node) ? { kind: 'named', name: text } : { kind: 'other' }
}

function isNamed(ts: Api, node: TS.Node): boolean {
  return (
    ts.isParameter(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isPropertyAssignment(node)
  )
}
