import { grouped } from '../groups.js'
import { code, path, prose } from '../markdown.js'
import { counted } from '../words.js'
import type { FixReport, StepReport } from './facts.js'
import type { MigrationReport } from './report.js'

/** Files that are shown with their fixes, and then by name: enough for a reader. The JSON has all. */
const inFull = 200
const byName = 1000

export function fixSection({ fixes, filesOf }: { fixes: readonly FixReport[]; filesOf: string }): string[] {
  if (fixes.length === 0) return ['## Fixes', '', 'None.']
  return [
    '## Fixes',
    '',
    `${counted(fixes.length, 'fix', 'fixes')} of ${counted(nodesOf(fixes), 'finding')} in ${filesOf}. ${proofs}`,
    ...perFile(fixes, own => `${counted(own.length, 'fix', 'fixes')}`),
  ]
}

const proofs =
  'Proofs are from before anything was written; `trace: equal` means that a test of this tool has run programs before and after such a rewrite, and that messages, order, replies and exits were the same; `differs as intended`, that they were but for what is stated.'

export function stepSection({ steps }: Pick<MigrationReport, 'steps'>): string[] {
  if (steps.length === 0) return []
  return [
    '## Steps',
    '',
    `${counted(steps.length, 'change')} that ${steps.length === 1 ? 'repairs no finding itself' : 'repair no finding themselves'}: never counted as a migrated send, call or watcher.`,
    ...perFile(steps, own => counted(own.length, 'step')),
  ]
}

const nodesOf = (fixes: readonly FixReport[]): number => fixes.reduce((n, f) => n + f.findings.length, 0)

function perFile<T extends StepReport>(all: readonly T[], countOf: (own: readonly T[]) => string): string[] {
  const files = [...grouped(all, f => f.file)]
  const named = files.slice(inFull, inFull + byName)
  const rest = files.slice(inFull + byName)
  return [
    ...files
      .slice(0, inFull)
      .flatMap(([file, own]) => ['', `### ${path(file)} (${countOf(own)})`, '', ...bullets(own)]),
    ...(named.length > 0
      ? ['', '### More files', '', ...named.map(([file, own]) => `- ${path(file)} - ${countOf(own)}`)]
      : []),
    ...(rest.length > 0
      ? [`- and ${counted(rest.length, 'more file')} - ${countOf(rest.flatMap(([, own]) => own))}`]
      : []),
  ]
}

/** What differs by its line alone is said once. */
function bullets(own: readonly StepReport[]): string[] {
  return [...grouped(own, said)].flatMap(([text, alike]) => [`- ${linesOf(alike)}: ${text}`])
}

function said({ codemod, dialect, safety, reason, difference, proof }: StepReport): string {
  return [
    `${code(codemod)} (${code(dialect)}, ${safety})${reason === undefined ? '' : `; to be read: ${prose(reason)}`}`,
    `  - differs as intended: ${prose(difference)}`,
    `  - proof: ${proofOf(proof)}`,
  ].join('\n')
}

export const proofOf = ({ parses, types, secondScan, secondMigration, trace }: StepReport['proof']): string =>
  [
    ...(parses ? ['parses'] : []),
    `types: ${types}`,
    `second scan: ${secondScan}`,
    `second migration: ${secondMigration}`,
    `trace: ${trace}`,
  ].join('; ')

function linesOf(steps: readonly StepReport[]): string {
  const lines = steps.map(s => s.line)
  return lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`
}
