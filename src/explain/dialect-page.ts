/** A dialect's page, Markdown, from its rows alone. */
import type { Dialect, Observed, Row } from '../sites/dialect.js'
import { migrates } from './migrates.js'
import { fieldsOf, roleWords } from './row.js'

/** Name of the page's file: `node-worker_threads.md`. */
export const pageName = ({ name }: Dialect): string => `${name.replace(/^@/, '').replace(/[^\w.-]+/g, '-')}.md`

/** Those that recognise something: some only say what well-known things are. */
export const hasPage = ({ rows }: Dialect): boolean => rows.length > 0

const generated = '<!-- Generated from the rows in dialects/ by scripts/dialect-pages.mjs. -->'

const sources: Record<Observed['by'], string> = {
  run: 'seen when it was run',
  source: 'read in the source',
  documented: 'documented',
  reported: 'reported',
}

export function dialectPage(dialect: Dialect): string {
  const { name, about, testedWith, rows } = dialect
  const versions = Object.entries(testedWith).map(([pkg, version]) => `\`${pkg}\` ${version}`)
  const lines = [
    `# ${name}`,
    '',
    generated,
    '',
    ...(about ? [about, ''] : []),
    versions.length > 0 ? `Its rows were checked against ${versions.join(', ')}.` : 'Its rows name no version.',
  ]
  for (const group of grouped(rows)) lines.push('', ...section(group, name))
  return `${lines.join('\n')}\n`
}

/** Rows that say the same of members of one type stand together: `on`, `addListener`, `prependListener`. */
function grouped(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const { sym, from, decl, ...rest } = row
    const owner = sym.includes('#') ? sym.split('#')[0] : ''
    const key = JSON.stringify([
      owner,
      from.replace(/\/.*/, ''),
      { ...rest, fixedEvent: row.slot ? '' : row.fixedEvent },
    ])
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

function section(group: readonly Row[], dialect: string): string[] {
  const [row] = group as [Row, ...Row[]]
  const symbols = [...new Set(group.map(r => `\`${r.sym}\``))]
  const modules = [...new Set(group.map(r => `\`${r.from}\``))]
  const isSlots = group.length > 1 && row.slot === true
  const fields = fieldsOf(isSlots ? { ...row, fixedEvent: undefined } : row)
  const observed = row.atRuntime ?? []
  return [
    `## ${symbols.join(', ')}`,
    '',
    `Role \`${row.role}\`: it ${roleWords(row)}. From ${modules.join(', ')}.`,
    '',
    ...fields.map(f => `- ${f}`),
    ...(row.note ? [`- ${row.note}`] : []),
    ...(observed.length > 0 ? ['', 'At run time:', '', ...observed.map(o => `- ${o.what} _(${sources[o.by]})_`)] : []),
    '',
    `Migrate: ${migrates(row, dialect)}.`,
  ]
}

export function indexPage(dialects: readonly Dialect[]): string {
  const shown = dialects.filter(hasPage)
  const rows = shown.map(d => {
    const versions = Object.entries(d.testedWith).map(([name, version]) => `${name} ${version}`)
    return `| [${d.name}](${pageName(d)}) | ${d.about ?? ''} | ${versions.join(', ')} |`
  })
  const silent = dialects.filter(d => !hasPage(d)).map(d => `\`${d.name}\``)
  return `${[
    '# Dialects',
    '',
    generated,
    '',
    'What otp-audit knows of each library, and what really happens at run time. A page is made of the rows that the scan uses;',
    '`otp-audit explain NAME` prints it.',
    '',
    '| dialect | about | rows checked against |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `Without rows, and so without a page: ${silent.join(', ')}. They say of well-known things what they are, so that nothing is guessed.`,
    '',
    'Another library: [adding a dialect](../adding-a-dialect.md).',
  ].join('\n')}\n`
}
