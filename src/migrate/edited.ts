/** A fix as somebody has edited it: the same places, another text. */
import { ParseError, parseFile } from '../sites/ast.js'
import type { Fix } from './fix.js'
import { applied } from './merge.js'

const part = (i: number, n: number): string => `// otp-audit: part ${i} of ${n}; leave this line as it is`

/** What the fix writes, to be edited; its imports follow from that. */
export function textToEdit({ edits }: Fix): string {
  if (edits.length === 1) return `${edits[0]!.text}\n`
  return edits.map((e, i) => `${part(i + 1, edits.length)}\n${e.text}\n`).join('')
}

/**
 * @param fix As it was offered: of an edit of an edit, the first.
 * @param before The file's text without any fix.
 * @returns In words what is wrong with the text.
 */
export function editedFix(fix: Fix, text: string, path: string, before: string): Fix | string {
  const eol = before.includes('\r\n') ? '\r\n' : '\n'
  const texts = partsOf(text.replace(/\r\n/g, '\n'), fix.edits.length)
  if (!texts) return 'its parts can no longer be told apart'
  const edits = fix.edits.map((e, i) => ({ ...e, text: texts[i]!.replaceAll('\n', eol) }))
  try {
    const { identifiers } = parseFile(path, applied(before, edits))
    const imports = fix.imports.filter(need => identifiers.has(need.local.split('.')[0]!))
    return { ...fix, edits, imports, difference: `edited by hand; before that: ${fix.difference}`, isEdited: true }
  } catch (error) {
    if (error instanceof ParseError) return error.message
    throw error
  }
}

function partsOf(text: string, n: number): string[] | undefined {
  if (n === 1) return [text.replace(/\n$/, '')]
  let rest = text
  const out: string[] = []
  for (let i = 1; i <= n; i++) {
    const head = `${part(i, n)}\n`
    if (!rest.startsWith(head)) return undefined
    rest = rest.slice(head.length)
    const next = i < n ? rest.indexOf(`${part(i + 1, n)}\n`) : rest.length
    if (next < 0) return undefined
    out.push(rest.slice(0, next).replace(/\n$/, ''))
    rest = rest.slice(next)
  }
  return out
}
