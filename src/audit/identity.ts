/** The line-free name of a finding, which survives moving, reformatting and renaming the file. */
import { createHash } from 'node:crypto'
import type { Finding } from '../result.js'
import { ancestors, isClass, isFunction, keyName, type Node, type SourceFile, walk } from '../sites/ast.js'
import { functionName } from '../sites/flow.js'
import { callLabel, callShape, callText } from './call-text.js'

/** Enclosing classes and functions, outermost first: `Pool.run.handler`. */
export function scopePath(node: Node): string {
  const names: string[] = []
  for (const a of ancestors(node)) {
    const name = scopeName(a)
    if (name !== undefined) names.push(name)
  }
  return names.reverse().join('.')
}

/** All that a file has, the empty one of its top among them. */
export function scopePaths({ program }: SourceFile): Set<string> {
  const paths = new Set([''])
  walk(program, node => {
    const name = scopeName(node)
    if (name !== undefined) paths.add([scopePath(node), name].filter(part => part !== '').join('.'))
    return true
  })
  return paths
}

/** What a class, a function or a field is called in the path of those that it encloses. */
export function scopeName(node: Node): string | undefined {
  if (isClass(node)) return node.id?.name ?? 'class'
  if (isFunction(node)) return functionName(node) ?? 'function'
  return node.type === 'PropertyDefinition' ? (keyName(node.key, node.computed) ?? 'field') : undefined
}

/** Of what is told apart. */
interface Parts {
  rule: string
  scope: string
  /** All of it, as no formatter changes it. */
  whole: string
  /** The same without the blocks of listeners. */
  shape: string
  /** For people. */
  call: string
}

export type Named = Pick<Finding, 'id' | 'identity'>

/** Hands out identities; equal ones get an ordinal in the order of asking. */
export class Identities {
  readonly #used: Map<string, number> = new Map()
  /** What was handed out, and what it names but for the ordinal. */
  readonly handed: Map<string, string> = new Map()

  /** Of a call, or whatever else a site is. */
  ofSite(rule: string, file: string, source: SourceFile, node: Node): Named {
    const [whole, shape] = [callText(node), callShape(node)]
    return this.of({ rule, scope: scopePath(node), whole, shape, call: shortened(callLabel(source, node)) }, file)
  }

  /** @param file As reports name it. */
  of({ rule, scope, whole, shape, call }: Parts, file: string): Named {
    const key = hash(12, rule, scope, shape)
    const id = this.ofName([rule, scope, whole].join('\0'))
    const ordinal = this.#next(`${file}\0${key}`) + 1
    return { id, identity: { scope, call, key, text: hash(8, rule, whole), ordinal } }
  }

  /** @param name As {@link handed} has it. */
  ofName(name: string): string {
    const id = hash(16, name, String(this.#next(name)))
    this.handed.set(id, name)
    return id
  }

  #next(name: string): number {
    const count = this.#used.get(name) ?? 0
    this.#used.set(name, count + 1)
    return count
  }
}

const hash = (digits: number, ...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, digits)

/** A node's text on one line, cut where it is long. */
export function shortText(file: SourceFile, node: Node, most = 80): string {
  // what is cut off anyway may be megabytes long
  return shortened(file.text.slice(node.start, Math.min(node.end, node.start + 50 * most)), most)
}

export function shortened(whole: string, most = 80): string {
  const text = whole.replace(/\s+/g, ' ')
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
