/** Blanks out what only the type checker reads. */
import type { Program } from 'oxc-parser'

interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

/** What blanks can't express; the compiler has to. */
const meaningful = new Set([
  'TSEnumDeclaration',
  'TSModuleDeclaration',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
  'TSExportAssignment',
  'TSNamespaceExportDeclaration',
  'TSTypeAssertion',
  'Decorator',
  'ClassDeclaration',
  'ClassExpression',
])

const types = new Set([
  'TSTypeAnnotation',
  'TSTypeParameterDeclaration',
  'TSTypeParameterInstantiation',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
])

/** The text with its places unchanged; none where more than types has to be seen to: classes, enums, namespaces. */
export function withoutTypes(program: Program, text: string): string | undefined {
  const stripper = new Stripper(text)
  return stripper.visit(program as unknown as Node) ? stripper.result() : undefined
}

class Stripper {
  readonly #blanks: { start: number; end: number }[] = []
  /** Names that are read. */
  readonly #read: Set<string> = new Set()
  readonly #imports: Node[] = []

  constructor(readonly text: string) {}

  /** False if the node can't be done by blanks. */
  visit(node: Node): boolean {
    if (meaningful.has(node.type)) return false
    if (types.has(node.type) || node.declare === true) return this.#blank(node.start, node.end)
    if (node.importKind === 'type' || node.exportKind === 'type') return this.#blank(node.start, this.#comma(node))
    switch (node.type) {
      case 'ImportDeclaration':
        this.#imports.push(node)
        return true
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression': {
        const inner = node.expression as Node
        const rest = this.text.slice(node.end)
        // without its type, `a as T` at the end of a line would go on in the next one
        if (/^\s*\n\s*[([`+\-/]/.test(rest)) return false
        return this.visit(inner) && this.#blank(this.#behind(inner, node), node.end)
      }
      case 'ExportNamedDeclaration': {
        const own = node.declaration as Node | null
        if (own && (types.has(own.type) || own.declare === true)) return this.#blank(node.start, node.end)
        break
      }
      case 'ArrowFunctionExpression': {
        // no line may end before the arrow
        const returns = node.returnType as Node | null
        const own = node.typeParameters as Node | null
        if ([returns, own].some(t => t && this.text.slice(t.start, t.end).includes('\n'))) return false
        break
      }
      case 'Identifier': {
        const name = node.name as string
        if (name === 'this') return false
        this.#read.add(name)
        // `x?: T` and `x!: T`
        if (node.optional === true || node.typeAnnotation) return this.#blank(node.start + name.length, node.end)
        return node.end === node.start + name.length || !this.text.startsWith(name, node.start)
      }
    }
    return this.#children(node)
  }

  result(): string {
    for (const node of this.#imports) this.#import(node)
    let out = ''
    let at = 0
    for (const { start, end } of this.#blanks.sort((a, b) => a.start - b.start)) {
      if (end <= at) continue
      const from = Math.max(start, at)
      out += this.text.slice(at, from) + this.text.slice(from, end).replace(/[^\r\n\u2028\u2029]/g, ' ')
      at = end
    }
    return out + this.text.slice(at)
  }

  #children(node: Node): boolean {
    for (const value of Object.values(node)) {
      const list = Array.isArray(value) ? value : [value]
      for (const child of list) if (isNode(child) && !this.visit(child)) return false
    }
    return true
  }

  /** Names that nothing reads are types; an import of nothing else goes. */
  #import(node: Node): void {
    const all = node.specifiers as Node[]
    const idle = all.filter(s => s.importKind === 'type' || !this.#read.has((s.local as Node).name as string))
    if (idle.length === 0) return
    if (idle.length === all.length) this.#blank(node.start, node.end)
    else for (const s of idle) this.#blank(s.start, this.#comma(s))
  }

  /** The end of a list's item, with the comma behind it. */
  #comma({ type, end }: Node): number {
    if (!/Specifier$/.test(type)) return end
    return end + (/^\s*,/.exec(this.text.slice(end))?.[0].length ?? 0)
  }

  /** Behind an operand and the parentheses around it. */
  #behind(inner: Node, outer: Node): number {
    const between = this.text.slice(inner.end, outer.end)
    const keyword = outer.type === 'TSNonNullExpression' ? /!/ : /\b(?:as|satisfies)\b/
    return inner.end + keyword.exec(between)!.index
  }

  #blank(start: number, end: number): true {
    this.#blanks.push({ start, end })
    return true
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
