import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { scan } from '../../src/index.js'
import { format, groupByPackage, type Label, type Score, type Site, score } from './score.js'

// Call sites of published packages, labelled by reading before any scan was seen.
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const labels = JSON.parse(readFileSync(new URL('npm-labels.json', import.meta.url), 'utf8')) as Label[]
const byPackage = groupByPackage(labels)

describe('labels of npm packages', () => {
  it('have ids of their own, and enough of them', () => {
    expect(new Set(labels.map(label => label.id)).size).toBe(labels.length)
    expect(labels.length).toBeGreaterThanOrEqual(130)
  })

  it.each([...byPackage])(
    '%s is installed in the labelled version, and its lines hold what was labelled',
    (name, own) => {
      const manifest = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string }
      const off = own.flatMap(label => {
        if (label.version !== manifest.version) return [`${label.id}: version ${label.version}`]
        const file = join(modules, name, label.file)
        if (!existsSync(file)) return [`${label.id}: no file ${label.file}`]
        const lines = readFileSync(file, 'utf8').split('\n')
        const at = (line: number) => lines[line - 1] ?? ''
        return [
          ...(at(label.methodLine ?? label.line).startsWith(label.method, label.col - 1)
            ? []
            : [`${label.id}: no ${label.method} at ${label.file}:${label.line}:${label.col}`]),
          ...(label.promiseWrapperLine === undefined || at(label.promiseWrapperLine).includes('new Promise')
            ? []
            : [`${label.id}: no promise at ${label.file}:${label.promiseWrapperLine}`]),
        ]
      })
      expect(off).toEqual([])
    },
  )
})

describe('labels as a scan of their own', () => {
  const sites = new Map(
    [...byPackage].map(([name, own]) => [
      name,
      own.flatMap(({ file, line, label }) => (label === 'none' ? [] : [{ file, line, kind: label }])),
    ]),
  )

  it.each(['strict', 'lenient'] as const)('do not contradict each other (%s)', mode => {
    expect(score(labels, sites, mode)).toMatchObject({ allKinds: { precision: 1, recall: 1 }, wrong: [], missed: [] })
  })
})

describe('scan of npm packages', () => {
  let strict: Score
  let lenient: Score

  beforeAll(async () => {
    const sites = new Map<string, readonly Site[]>()
    // one after the other: each scan starts a type checker
    for (const name of byPackage.keys()) {
      const result = await scan({
        root: realpathSync(join(modules, name)),
        paths: ['.'],
        types: 'native',
        config: false,
      })
      sites.set(name, result.sites)
    }
    strict = score(labels, sites, 'strict')
    lenient = score(labels, sites, 'lenient')
    console.log(`${format(strict)}\n\n${format(lenient)}`)
  }, 600_000)

  it('reports violations that readers agree with', () => {
    expect(strict.violations.precision).toBeGreaterThanOrEqual(0.95)
  })

  it('finds the violations that readers found', () => {
    expect(strict.violations.recall).toBeGreaterThanOrEqual(0.9)
  })

  it('gives sites the kind that readers gave them', () => {
    expect(strict.allKinds.f1).toBeGreaterThanOrEqual(0.9)
  })

  it('says something defensible of the arguable ones too', () => {
    expect(lenient.allKinds.labelled).toBeGreaterThan(strict.allKinds.labelled)
  })
})
