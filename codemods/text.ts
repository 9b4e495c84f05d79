/** Where new statements and members go in a text, indented and ended as those around them. */
import { indentAt, type TextStyle } from '../src/migrate/text-style.js'
import type { Syntax, Tree } from './tree.js'

export interface Text {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Page {
  readonly tree: Tree
  readonly style: TextStyle
}

const end = (style: TextStyle): string => (style.semicolons ? ';' : '')

/** Statements on lines of their own before another; in its line where others stand before it there. */
export function before({ tree, style }: Page, statement: Syntax, statements: readonly string[]): Text[] {
  if (statements.length === 0) return []
  const at = statement.start
  const newLine = style.eol + indentAt(tree.text, at)
  const text = startsLine(tree, statement)
    ? statements.map((s, i) => s + (i === statements.length - 1 ? endBefore(tree, at, style) : end(style)) + newLine)
    : statements.map(s => `${s}; `)
  return [{ start: at, end: at, text: text.join('') }]
}

/** Statements on lines of their own behind another and its comment; in its line where more follows there. */
export function behind({ tree, style }: Page, statement: Syntax, statements: readonly string[]): Text[] {
  if (statements.length === 0) return []
  const at = lineEnd(tree, statement.end)
  const newLine = style.eol + indentAt(tree.text, statement.start)
  const follows = /^[ \t]*([^\s])/.exec(tree.text.slice(at))?.[1]
  if (follows === undefined)
    return [{ start: at, end: at, text: statements.map(s => newLine + s + end(style)).join('') }]
  const isEnded = tree.text[at - 1] === ';'
  const text = `${isEnded ? '' : ';'} ${statements.join('; ')}${follows === '}' ? end(style) : ';'}`
  return [{ start: at, end: at, text }]
}

/** Without a semicolon a line that begins so would go on with the one before. */
const goesOn = /^[([`/+-]/

const endBefore = (tree: Tree, at: number, style: TextStyle): string =>
  style.semicolons || goesOn.test(tree.text[at]!) ? ';' : ''

/** As the first statement of a block. */
export function first({ tree, style }: Page, block: Syntax, statement: string): Text {
  const list = [...((block.directives as Syntax[] | undefined) ?? []), ...(block.body as Syntax[])]
  const directive = (block.directives as Syntax[] | undefined)?.at(-1)
  const next = list.find(s => s !== directive && s.start >= (directive?.end ?? block.start))
  const outer = indentAt(tree.text, block.start)
  const from = directive?.end ?? block.start + 1
  if (!isOneLine(tree, block)) {
    const indent = next && startsLine(tree, next) ? indentAt(tree.text, next.start) : outer + style.indent
    const at = lineEnd(tree, from)
    return { start: at, end: at, text: style.eol + indent + statement + end(style) }
  }
  if (!next && !hasText(tree, block))
    return {
      start: block.start,
      end: block.end,
      text: `{${style.eol}${outer}${style.indent}${statement}${end(style)}${style.eol}${outer}}`,
    }
  return { start: from, end: from, text: ` ${statement};` }
}

/** As the last statement of a block, before a `return` that ends it. */
export function last(page: Page, block: Syntax, statement: string): Text {
  const { tree, style } = page
  const final = (block.body as Syntax[]).at(-1)
  if (!final) return first(page, block, statement)
  if (isOneLine(tree, block))
    return final.type === 'ReturnStatement'
      ? { start: final.start, end: final.start, text: `${statement}; ` }
      : {
          start: final.end,
          end: final.end,
          text: `${tree.text[final.end - 1] === ';' ? '' : ';'} ${statement}${end(style)}`,
        }
  return final.type === 'ReturnStatement' ? before(page, final, [statement])[0]! : behind(page, final, [statement])[0]!
}

/** A field behind the last one of a class body, else as its first member. */
export function field({ tree, style }: Page, body: Syntax, text: string): Text {
  const members = body.body as Syntax[]
  const after = members.filter(m => /^Class(Private|Accessor)?Property$/.test(m.type)).at(-1)
  const anchor = after ?? members[0]
  const indent = anchor ? indentAt(tree.text, anchor.start) : indentAt(tree.text, body.start) + style.indent
  const at = lineEnd(tree, after?.end ?? body.start + 1)
  const next = members.find(m => m.start >= at)
  // without a semicolon the next member would go on with the field
  const isRisky = next && (/^[[*(]/.test(tree.text[next.start]!) || !tree.text.slice(at, next.start).includes('\n'))
  return { start: at, end: at, text: style.eol + indent + text + (style.semicolons || isRisky ? ';' : '') }
}

/** A method behind the last member of a class body. */
export function method({ tree, style }: Page, body: Syntax, head: string, statements: readonly string[]): Text {
  const anchor = (body.body as Syntax[]).at(-1)
  const indent = anchor ? indentAt(tree.text, anchor.start) : indentAt(tree.text, body.start) + style.indent
  const { eol } = style
  const lines = statements.map(s => indent + style.indent + s + end(style) + eol).join('')
  const at = lineEnd(tree, anchor?.end ?? body.start + 1)
  return { start: at, end: at, text: `${eol}${eol}${indent}${head} {${eol}${lines}${indent}}` }
}

/** Behind the node and a comment in the same line; right behind it where code follows there. */
function lineEnd(tree: Tree, from: number): number {
  let at = from
  if (tree.text[at] === ';') at++
  let stop = tree.text.indexOf('\n', at)
  if (stop < 0) stop = tree.text.length
  if (tree.text[stop - 1] === '\r') stop--
  const comment = tree.comments.find(c => c.start >= at && c.start < stop)
  const code = tree.text.slice(at, Math.min(stop, comment?.start ?? stop)).trim()
  if (code !== '') return at
  return comment && comment.end > stop ? at : stop
}

const isOneLine = (tree: Tree, block: Syntax): boolean => !tree.text.slice(block.start, block.end).includes('\n')
const hasText = (tree: Tree, block: Syntax): boolean => tree.text.slice(block.start + 1, block.end - 1).trim() !== ''
const startsLine = (tree: Tree, node: Syntax): boolean => {
  const line = tree.text.lastIndexOf('\n', node.start - 1) + 1
  return tree.text.slice(line, node.start).trim() === ''
}

/** One more step of indentation for each line that begins within; not for lines inside of texts in back quotes. */
export function indented({ tree, style }: Page, from: number, to: number, templates: readonly Syntax[]): Text[] {
  const out: Text[] = []
  for (let at = tree.text.lastIndexOf('\n', from - 1) + 1; at < to && at >= 0; ) {
    const next = tree.text.indexOf('\n', at)
    const line = tree.text.slice(at, next < 0 ? to : next).trim()
    if (line !== '' && !templates.some(t => t.start < at && t.end > at))
      out.push({ start: at, end: at, text: style.indent })
    if (next < 0) break
    at = next + 1
  }
  return out
}
