/** Objects that a container of services makes: by what decorates their class. */
import { type ClassNode, classOf, type FunctionNode, type Node, type SourceFile, strip, textOf } from './ast.js'
import { functionName, isConstructor } from './flow.js'
import { bindingOf } from './mentions.js'
import { importedFrom } from './timers.js'

interface Decorator {
  name: string
  /** The module that it is imported from. */
  from: string
  /** What it is given, as it is written. */
  told: string
}

function decorators(of: { decorators?: { expression: unknown }[] | null }, file: SourceFile): Decorator[] {
  return (of.decorators ?? []).flatMap(({ expression }) => {
    const n = strip(expression as Node)
    const callee = n.type === 'CallExpression' ? strip(n.callee) : n
    const from = importedFrom(callee, file)
    const spec = bindingOf(callee, file)?.node
    const first = n.type === 'CallExpression' ? (n.arguments[0] as Node | undefined) : undefined
    return callee.type === 'Identifier' && from !== undefined
      ? [
          {
            name: spec?.type === 'ImportSpecifier' ? nameOf(spec.imported) : callee.name,
            from,
            told: first ? textOf(file, first) : '',
          },
        ]
      : []
  })
}

const nameOf = (imported: Node): string =>
  imported.type === 'Identifier' ? imported.name : imported.type === 'Literal' ? String(imported.value) : ''

/** Once in the life of the program by what its container does, or nobody is seen to say how often; none: it has no container. */
export function madeByContainer(cls: ClassNode, file: SourceFile): 'once' | 'unseen' | undefined {
  const services = decorators(cls, file).filter(d =>
    /^(injectable|service|singleton|controller|component|directive|pipe|resolver|module|\w*gateway|processor)$/i.test(
      d.name,
    ),
  )
  const first = services[0]
  if (!first) return undefined
  // those of views come and go
  if (first.from === '@angular/core')
    return first.name !== 'Injectable'
      ? undefined
      : /providedIn:\s*['"](any|component)['"]/.test(first.told)
        ? 'unseen'
        : 'once'
  if (first.from.startsWith('@nestjs/')) return /\bscope:/.test(first.told) ? 'unseen' : 'once'
  return first.name === 'singleton' || (first.name === 'Service' && first.from === 'typedi') ? 'once' : 'unseen'
}

/** The constructor of what a container makes, or the method that it calls when it has made it. */
export function startedByContainer(fn: FunctionNode, file: SourceFile): 'once' | 'unseen' | undefined {
  const cls = classOf(fn)
  const made = cls && madeByContainer(cls, file)
  if (!made) return undefined
  const method = fn.parent as Node | undefined
  const hooks = method?.type === 'MethodDefinition' ? decorators(method, file) : []
  const starts =
    isConstructor(fn) ||
    /^(onModuleInit|onApplicationBootstrap|afterInit)$/.test(functionName(fn) ?? '') ||
    hooks.some(d => /^postConstruct$/i.test(d.name))
  return starts ? made : undefined
}
