/** What a file exports under a name, told by its text: parsing every imported file would cost more than all the rest. */

/**
 * `export function name` and `export class name {` without a base. None where the text leaves doubt: a second
 * declaration or export of the name, or a comment around the first.
 */
export function plainExport(text: string, name: string): 'function' | 'class' | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined
  const declared = new RegExp(
    `^export (?:(?:async )?function ?(?=${name} *[(<])|(?:abstract )?class (?=${name}(?:<[^<>{}]*>)? *(?:\\{|implements\\b)))`,
    'm',
  ).exec(text)
  if (!declared || text.lastIndexOf('/*', declared.index) > text.lastIndexOf('*/', declared.index)) return undefined
  const isFunction = declared[0].includes('function')
  const others = new RegExp(
    `\\b(?:class|const|let|var|enum|namespace|import|as${isFunction ? '' : '|function'})\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`,
    'g',
  )
  const rest = [...text.matchAll(others)].filter(m => m.index !== declared.index + declared[0].lastIndexOf('class'))
  return rest.length > 0 ? undefined : isFunction ? 'function' : 'class'
}
