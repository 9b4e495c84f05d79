/** How a file brings in what other modules give: `import`, `import x = require()`, `require`. */
import type { Node, SourceFile } from '../sites/ast.js'

export type Statement = SourceFile['program']['body'][number]
export type ImportStatement = Extract<Statement, { type: 'ImportDeclaration' }>

/** With an import or export it is one under all options of TypeScript; without, they decide. */
export const isModule = ({ program }: SourceFile): boolean => program.body.some(n => /^(Import|Export)/.test(n.type))

/** What a file imports of a package's values, or hands on, under the names of their exports; `*` for all of it. */
export function importedFrom(file: SourceFile, name: string): string[] {
  const of = (module: string | undefined): boolean => module === name || module?.startsWith(`${name}/`) === true
  const out = new Set<string>()
  for (const s of file.program.body) {
    if (s.type === 'ImportDeclaration' && s.importKind !== 'type' && of(s.source.value))
      for (const p of s.specifiers) {
        if (p.type !== 'ImportSpecifier') out.add('*')
        else if (p.importKind !== 'type') out.add(nameOf(p.imported as Node) ?? '*')
      }
    if (s.type === 'ExportNamedDeclaration' && s.exportKind !== 'type' && of(s.source?.value))
      for (const p of s.specifiers) if (p.exportKind !== 'type') out.add(nameOf(p.local as Node) ?? '*')
    if (s.type === 'ExportAllDeclaration' && s.exportKind !== 'type' && of(s.source.value)) out.add('*')
    if (s.type === 'TSImportEqualsDeclaration' && of(requiredBy(s.moduleReference as Node))) out.add('*')
    const declared = requiring(s)
    if (!declared || !of(declared.module)) continue
    if (declared.id.type !== 'ObjectPattern') out.add('*')
    else for (const p of declared.id.properties) out.add((p.type === 'Property' && nameOf(p.key as Node)) || '*')
  }
  return [...out]
}

/** `module.exports`, `exports.name`: what a CommonJS module assigns to. */
export function isExports(left: Node): boolean {
  if (left.type !== 'MemberExpression') return false
  const { object, property } = left
  if (object.type === 'MemberExpression') return isExports(object)
  if (object.type !== 'Identifier') return false
  return object.name === 'exports' || (object.name === 'module' && nameOf(property as Node) === 'exports')
}

/** All names under which a statement gives the export of a module. */
export function namesGiven(s: Statement, module: string, name: string): string[] {
  if (s.type === 'ImportDeclaration') {
    if (s.source.value !== module || s.importKind === 'type') return []
    return s.specifiers.flatMap(p => {
      if (p.type === 'ImportNamespaceSpecifier') return `${p.local.name}.${name}`
      const isValue = p.type === 'ImportSpecifier' && p.importKind !== 'type'
      return isValue && nameOf(p.imported as Node) === name ? p.local.name : []
    })
  }
  if (s.type === 'TSImportEqualsDeclaration')
    return requiredBy(s.moduleReference as Node) === module ? [`${s.id.name}.${name}`] : []
  const declared = requiring(s)
  if (declared?.module !== module) return []
  if (declared.id.type === 'Identifier') return [`${declared.id.name}.${name}`]
  if (declared.id.type !== 'ObjectPattern') return []
  return declared.id.properties.flatMap(p =>
    p.type === 'Property' && nameOf(p.key as Node) === name && p.value.type === 'Identifier' ? p.value.name : [],
  )
}

export const isImport = (s: Statement): boolean =>
  s.type === 'ImportDeclaration' ||
  (s.type === 'TSImportEqualsDeclaration' && requiredBy(s.moduleReference as Node) !== undefined) ||
  requiring(s) !== undefined

/** `import './polyfills'`: nothing is taken from it. */
export const isBare = (s: Statement): boolean => s.type === 'ImportDeclaration' && s.specifiers.length === 0

export function moduleOf(s: Statement): string | undefined {
  if (s.type === 'ImportDeclaration') return s.source.value
  if (s.type === 'TSImportEqualsDeclaration') return requiredBy(s.moduleReference as Node)
  return requiring(s)?.module
}

export const requiredBy = (n: Node): string | undefined =>
  n.type === 'TSExternalModuleReference' ? (n.expression as { value?: string }).value : undefined

/** `const x = require('module')`, `const { a } = require('module')`; with `as typeof import('module')`, a cast. */
export function requiring(s: Statement): { module: string; id: Node; isCast: boolean } | undefined {
  if (s.type !== 'VariableDeclaration' || s.declarations.length !== 1) return undefined
  const { id, init: given } = s.declarations[0]!
  const init = given?.type === 'TSAsExpression' ? given.expression : given
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require')
    return undefined
  const [argument] = init.arguments
  const module = argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined
  return module === undefined ? undefined : { module, id: id as Node, isCast: init !== given }
}

const nameOf = (n: Node): string | undefined =>
  n.type === 'Identifier' ? n.name : n.type === 'Literal' ? String(n.value) : undefined
