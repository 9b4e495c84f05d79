/** TypeScript of a configuration as JavaScript, line by line the same. */
import { createRequire } from 'node:module'
import { parseSync } from 'oxc-parser'
import type { ts as TypeScript } from 'ts-morph'
import { withoutTypes } from './without-types.js'

/** Whether a text is an ES module; one that exports nothing in either way is. */
export function isModule(path: string, text: string): boolean {
  return !/\bexports\b/.test(text) || parseSync(path, text).module.hasModuleSyntax
}

/** Names that a text of CommonJS exports, whichever way it is written. */
export function exportedNames(path: string, text: string): string[] {
  const written = parseSync(path, text).module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ isType, exportName }) => (isType || exportName.kind !== 'Name' ? [] : [exportName.name!])),
  )
  const assigned = [...text.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=/g)].map(([, name]) => name!)
  return [...new Set([...written, ...assigned])].filter(name => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name))
}

/**
 * Takes types away, which costs next to nothing; where there is more than types (an `enum`), the compiler makes of it
 * what it means, which takes about half a second to load.
 * @throws SyntaxError if the text is no TypeScript.
 */
export function toJavaScript(path: string, text: string): string {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new SyntaxError(`${error.message}${placeOf(text, error.labels[0]?.start)}`)
  const plain = withoutTypes(program, text)
  if (plain !== undefined && parseSync(path.replace(/ts$/, 'js'), plain).errors.length === 0) return plain
  const { ts } = createRequire(import.meta.url)('ts-morph') as { ts: typeof TypeScript }
  const isCommon = path.endsWith('.cts') || !isModule(path, text)
  return ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: isCommon ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      inlineSourceMap: true,
    },
  }).outputText
}

const placeOf = (text: string, at: number | undefined): string =>
  at === undefined ? '' : ` (line ${text.slice(0, at).split('\n').length})`
