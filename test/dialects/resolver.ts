import { createRequire, isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Project, ts } from 'ts-morph'
import type { Dialect } from '../../src/sites/dialect.js'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Packages that dialects name and that are not installed: their shapes cannot be checked here. */
export const notInstalled: readonly string[] = ['@xstate/react', 'express', 'fastify', 'koa', 'tinypool', 'vue']

/** Types that have no exported name, or need type arguments, as TypeScript says them. */
const written: Record<string, string> = {
  'worker_threads#ParentPort': `import('worker_threads').MessagePort`,
  'process#Process': 'NodeJS.Process',
  'process#ReadStream': 'NodeJS.ReadStream',
  'process#WriteStream': 'NodeJS.WriteStream',
  'timers/promises#Scheduler': `typeof import('timers/promises').scheduler`,
  'lib.dom#OwnWindow': 'Window & typeof globalThis',
  'lib.dom#WorkerSelf': 'typeof globalThis',
  'process#Global': 'typeof globalThis',
  'xstate#Self': `import('xstate').AnyActorRef`,
  'xstate#Interpreter': `import('xstate4').AnyInterpreter`,
  'xstate#ActorRefFrom': `import('xstate').AnyActorRef`,
  'xstate#InterpreterFrom': `import('xstate').AnyActor`,
  'xstate#AnyActorSystem': `import('xstate').ActorSystem<any>`,
  'xstate#MachineSnapshot': `import('xstate').AnyMachineSnapshot`,
  'xstate#AssignArgs': `import('xstate').AssignArgs<any, any, any, import('xstate').ProvidedActor>`,
  'xstate#EnqueueArgs': `Parameters<Parameters<typeof import('xstate').enqueueActions>[0]>[0]`,
  'xstate#Enqueuer': `Parameters<Parameters<typeof import('xstate').enqueueActions>[0]>[0]['enqueue']`,
  'xstate#LogicArgs': `Parameters<Parameters<typeof import('xstate').fromObservable>[0]>[0]`,
  'xstate#PromiseArgs': `Parameters<Parameters<typeof import('xstate').fromPromise>[0]>[0]`,
  'xstate#CallbackArgs': `Parameters<Parameters<typeof import('xstate').fromCallback>[0]>[0]`,
  'nact#Self': `import('nact').Ref<any>`,
  'comlink#Remote': `import('comlink').Remote<any>`,
}
/** Types that are several at once. */
const several: Record<string, string[]> = {
  'lib.dom#WorkerSelf': ['DedicatedWorkerGlobalScope', 'SharedWorkerGlobalScope', 'ServiceWorkerGlobalScope'],
}

/** Objects of Node with members that its types leave out. */
const live: Record<string, () => object> = {
  'worker_threads#MessagePort': () => new MessageChannel().port1,
  'worker_threads#ParentPort': () => new MessageChannel().port1,
  'cluster#Cluster': () => require('node:cluster') as object,
}

/** Does this Node have that member, or that export if no member is given? */
export function atRunTime(text: string, name: string): boolean {
  const object = live[text]?.()
  if (object) return name in object
  if (!isBuiltin(text)) return false
  return name === 'default' || Object.hasOwn(require(text) as object, name)
}

/** The module that a dialect's `from` is installed as: both xstate versions are imported as `xstate`. */
export const installedAs = (module: string, dialect: Dialect): string =>
  'xstate4' in dialect.testedWith ? module.replace(/^xstate(?=\/|$)/, 'xstate4') : module

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
}

/** What the TypeScript checker says about one module or about the globals of one library. */
class World {
  readonly #checker: ts.TypeChecker
  readonly #modules = new Map<string, { symbol: ts.Symbol; value: ts.Type }[]>()
  readonly #aliases = new Map<string, ts.Type>()
  readonly #globals = new Map<string, ts.Symbol>()

  constructor(compilerOptions: ts.CompilerOptions, modules: readonly string[], aliases: Record<string, string>) {
    const project = new Project({ compilerOptions, skipFileDependencyResolution: true })
    const imports = modules.map((name, i) => `import * as m${i} from '${name}'`)
    const names = Object.keys(aliases)
    const types = names.map((name, i) => `type T${i} = ${aliases[name]}`)
    const text = [...imports, ...types, 'export {}'].join('\n')
    const files = ['mts', 'cts'].map(ext => project.createSourceFile(`${root}test/dialects/probe.${ext}`, text))
    const checker = project.getProgram().getTypeChecker().compilerObject
    this.#checker = checker
    for (const file of files) {
      for (const node of file.compilerNode.statements) {
        if (ts.isTypeAliasDeclaration(node)) {
          this.#aliases.set(names[Number(node.name.text.slice(1))]!, checker.getTypeAtLocation(node))
        } else if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
          const symbol = checker.getSymbolAtLocation(node.moduleSpecifier)
          const clause = node.importClause?.namedBindings
          if (!symbol || !clause || !ts.isNamespaceImport(clause)) continue
          const seen = this.#modules.get(node.moduleSpecifier.text) ?? []
          seen.push({ symbol, value: checker.getTypeAtLocation(clause.name) })
          this.#modules.set(node.moduleSpecifier.text, seen)
        }
      }
    }
    const flags = ts.SymbolFlags.Type | ts.SymbolFlags.Value
    for (const symbol of checker.getSymbolsInScope(files[0]!.compilerNode, flags))
      this.#globals.set(symbol.name, symbol)
  }

  /** Symbols of that name: exports of a module, or globals. */
  named(module: string | undefined, name: string): ts.Symbol[] {
    if (module === undefined) return [this.#globals.get(name)].filter(s => s !== undefined)
    const found: ts.Symbol[] = []
    for (const { symbol, value } of this.#modules.get(module) ?? []) {
      const direct = this.#checker.getExportsOfModule(symbol).find(s => s.name === name)
      if (direct) found.push(direct.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(direct) : direct)
      const property = value.getProperty(name)
      if (property) found.push(property)
      const assigned = symbol.exports?.get(ts.InternalSymbolName.ExportEquals)
      if (assigned && name === 'default') found.push(assigned)
      // what an ES module gets of a CommonJS module by default is the whole of it
      const source = symbol.valueDeclaration
      const isCommon = source && ts.isSourceFile(source) && source.impliedNodeFormat !== ts.ModuleKind.ESNext
      if (isCommon && name === 'default' && !assigned && !direct) found.push(symbol)
    }
    return found
  }

  valueOf(symbol: ts.Symbol): ts.Type {
    return this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(symbol))
  }

  /** The types that a text such as `ws#WebSocket static` names. */
  types(text: string, module: string | undefined): ts.Type[] {
    const alias = this.#aliases.get(text)
    if (alias) return [alias]
    const [name = '', side] = (text.split('#')[1] ?? '').split(' ')
    return this.named(module, name).flatMap(symbol => {
      if (symbol.flags & ts.SymbolFlags.Type) {
        const type = this.#checker.getDeclaredTypeOfSymbol(symbol)
        if (side === 'static') return type.symbol ? [this.valueOf(symbol), this.valueOf(type.symbol)] : []
        return [type]
      }
      const value = this.valueOf(symbol)
      if (side === 'static') return [value]
      return value.getConstructSignatures().map(s => s.getReturnType())
    })
  }

  member(type: ts.Type, name: string): ts.Symbol | undefined {
    const whole = this.#checker.getApparentType(type)
    return this.#checker.getPropertyOfType(whole, name) ?? this.#checker.getPropertyOfType(type, name)
  }
}

export interface Resolver {
  installed(module: string): boolean
  types(text: string, dialect: Dialect): { world: World; type: ts.Type }[]
  exported(module: string, name: string, dialect: Dialect): { world: World; symbol: ts.Symbol }[]
}

/** Types of all dialects' packages and of both browser libraries. */
export function resolver(dialects: readonly Dialect[]): Resolver {
  const modules = new Set<string>()
  const packageOf = (module: string): string => (module.startsWith('@') ? module : (module.split('/')[0] ?? module))
  const installed = (module: string): boolean => !notInstalled.includes(packageOf(module)) && module !== 'lib.dom'
  for (const dialect of dialects) {
    const texts = JSON.stringify(dialect).match(/[\w@./-]+(?=#\w)/g) ?? []
    for (const module of [...dialect.rows.map(row => row.from), ...Object.keys(dialect.exports ?? {}), ...texts]) {
      if (installed(module)) modules.add(installedAs(module, dialect))
    }
  }
  const main = new World(
    {
      ...options,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
      types: ['node'],
      typeRoots: [`${root}node_modules/@types`],
    },
    [...modules],
    written,
  )
  const worker = new World({ ...options, lib: ['lib.esnext.d.ts', 'lib.webworker.d.ts'], types: [] }, [], {})
  return {
    installed,
    types(text, dialect) {
      const module = text.split('#')[0] ?? ''
      if (module !== 'lib.dom')
        return main.types(text, installedAs(module, dialect)).map(type => ({ world: main, type }))
      const texts = [text, ...(several[text] ?? []).map(name => `lib.dom#${name}`)]
      return [main, worker].flatMap(world =>
        texts.flatMap(one => world.types(one, undefined).map(type => ({ world, type }))),
      )
    },
    exported(module, name, dialect) {
      if (module !== 'lib.dom') {
        return main.named(installedAs(module, dialect), name).map(symbol => ({ world: main, symbol }))
      }
      return [main, worker].flatMap(world => world.named(undefined, name).map(symbol => ({ world, symbol })))
    },
  }
}

/** Version of an installed package; of the bundled compiler, whose libraries the browser's rows are checked with. */
export function versionOf(name: string): string {
  if (name === 'typescript') return ts.version
  return (require(`${root}node_modules/${name}/package.json`) as { version: string }).version
}
