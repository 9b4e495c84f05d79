import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { gradeTable } from './grade-table.js'
import { collectGrades } from './grades.js'

const page = new URL('../../../docs/runtime/transports.md', import.meta.url)
const marks = /(<!-- grades -->\n)[\s\S]*?(\n<!-- \/grades -->)/

describe('docs/runtime/transports.md', () => {
  it('has the delivery grades that the adapters claim (UPDATE_DOCS=1 writes them)', async () => {
    const table = gradeTable(await collectGrades())
    const text = await readFile(page, 'utf8')
    if (process.env.UPDATE_DOCS === '1') await writeFile(page, text.replace(marks, `$1${table}$2`))
    else expect(marks.exec(text)?.[0]).toBe(`<!-- grades -->\n${table}\n<!-- /grades -->`)
  })
})
