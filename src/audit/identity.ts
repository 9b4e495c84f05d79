/** The line-free name of a finding, which survives moving, reformatting and renaming the file. */
import { createHash } from 'node:crypto'
import { ancestors, firstFrom, isClass, isFunction, keyName, type Node, type SourceFile } from '../sites/ast.js'
import { functionName } from '../sites/flow.js'

/** Enclosing classes and functions, outermost first: `Pool.run.handler`. */
export function scopePath(node: Node): string {
  const names: string[] = []
  for (const a of ancestors(node)) {
    if (isClass(a)) names.push(a.id?.name ?? 'class')
    else if (isFunction(a)) names.push(functionName(a) ?? 'function')
    else if (a.type === 'PropertyDefinition') names.push(keyName(a.key, a.computed) ?? 'field')
  }
  return names.reverse().join('.')
}

/** Text without white space and comments, trailing commas and semicolons. */
export function normalised(file: SourceFile, node: Node): string {
  let text = ''
  let at = node.start
  for (let i = firstFrom(file.comments, node.start); i < file.comments.length; i++) {
    const c = file.comments[i]!
    if (c.end > node.end) break
    text += file.text.slice(at, c.start)
    at = c.end
  }
  text += file.text.slice(at, node.end)
  return text
    .replace(/\s+/g, '')
    .replace(/,([)\]}])/g, '$1')
    .replace(/;(?=[})])/g, '')
}

/** Hands out identities; equal ones get an ordinal in the order of asking. */
export class Identities {
  readonly #used: Map<string, number> = new Map()
  /** What was handed out, and what it names but for the ordinal. */
  readonly handed: Map<string, string> = new Map()

  of(rule: string, file: SourceFile, node: Node): string {
    return this.ofKey([rule, scopePath(node), normalised(file, node)])
  }

  ofKey(parts: readonly string[]): string {
    return this.ofName(parts.join('\0'))
  }

  /** @param name As {@link handed} has it. */
  ofName(name: string): string {
    const ordinal = this.#used.get(name) ?? 0
    this.#used.set(name, ordinal + 1)
    const id = createHash('sha256').update(`${name}\0${ordinal}`).digest('hex').slice(0, 16)
    this.handed.set(id, name)
    return id
  }
}

/** A node's text on one line, cut where it is long. */
export function shortText(file: SourceFile, node: Node, most = 80): string {
  // what is cut off anyway may be megabytes long
  return shortened(file.text.slice(node.start, Math.min(node.end, node.start + 50 * most)), most)
}

export function shortened(whole: string, most = 80): string {
  const text = whole.replace(/\s+/g, ' ')
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
