/** Real ESLint, 9 and 10, with the parser for TypeScript and the built plugin. */
import Module, { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ESLint as ESLint10, Linter } from 'eslint'
import { ts } from 'ts-morph'
import type { Plugin } from '../../src/eslint/index.js'
import type { ScanResult } from '../../src/result.js'

const require = createRequire(import.meta.url)

/** The parser wants the programming interface of TypeScript 6; that of 7, which is installed here, has none for it. */
const loader = Module as unknown as { _load(request: string, ...more: unknown[]): unknown }
const load = loader._load
loader._load = function (request, ...more) {
  return request === 'typescript' ? ts : load.call(this, request, ...more)
}
const parser = require('@typescript-eslint/parser') as Linter.Parser
loader._load = load

export const plugin: Plugin = (
  (await import(new URL('../../dist/src/eslint/index.js', import.meta.url).href)) as { default: Plugin }
).default

export const versions: Record<string, typeof ESLint10> = {
  'ESLint 9': (require('eslint9') as { ESLint: typeof ESLint10 }).ESLint,
  'ESLint 10': (require('eslint') as { ESLint: typeof ESLint10 }).ESLint,
}

export function eslint(version: string, cwd: string, configs: Linter.Config[]): ESLint10 {
  const files = ['**/*.{ts,tsx,mts,cts}']
  return new versions[version]!({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [{ files, languageOptions: { parser } }, ...configs],
  })
}

/** All that ESLint says of a folder, `FILE:LINE:COLUMN-ENDLINE:ENDCOLUMN RULE MESSAGE`, in order. */
export async function lint(linter: ESLint10, cwd: string): Promise<string[]> {
  const results = await linter.lintFiles('**/*.{ts,tsx,mts,cts}')
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(m => lineOf({ ...m, endLine: m.endLine!, endColumn: m.endColumn! }, filePath, m.ruleId)),
    )
    .map(text => text.replace(join(cwd, '/'), ''))
    .sort()
}

/** The same of a scan; with undecided sites, if they are wanted. */
export function told({ findings, sites }: ScanResult, withUndecided = false): string[] {
  const siteOf = new Map(sites.map(s => [s.id, s]))
  const open = sites.filter(s => withUndecided && s.kind === 'undecided')
  return [
    ...findings.map(({ siteId, line, column, message, file, rule }) =>
      lineOf({ ...siteOf.get(siteId)!, line, column, message }, file, `otp-audit/${rule}`),
    ),
    ...open.map(s => lineOf({ ...s, message: `${s.callee}: ${s.reason}` }, s.file, 'otp-audit/undecided')),
  ].sort()
}

type Place = Record<'line' | 'column' | 'endLine' | 'endColumn', number> & { message: string }

const lineOf = ({ line, column, endLine, endColumn, message }: Place, file: string, rule: string | null): string =>
  `${file}:${line}:${column}-${endLine}:${endColumn} ${rule} ${message}`
