/** Thousands of generated and mutated programs: no crash, no hang, the same result twice, every position right. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { ScanResult } from '../../src/result.js'

/** Another seed finds other programs: `SEED=1 npm test test/property`. Every failure names the seed and the file. */
const seed = Number(process.env.SEED ?? 20261125)
const repository = fileURLToPath(new URL('../..', import.meta.url))
const folders: string[] = []
afterAll(() => {
  for (const f of folders) rmSync(f, { recursive: true, force: true })
})

const peer = fc.constantFrom(
  'w',
  'child',
  'port1',
  'this.w',
  'actor',
  'ws',
  'process',
  'parentPort!',
  'pool.get(id)?',
  'make()',
  '(w as any)',
)
const event = fc.constantFrom("'message'", "'exit'", "'error'", 'name', '`close`', "'🎉'")
const statement = fc.letrec<{ one: string; many: string }>(tie => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(peer, fc.constantFrom('postMessage', 'send')).map(([p, m]) => `${p}.${m}({ t: '𝕏 é' })`),
    fc
      .tuple(peer, fc.constantFrom('on', 'once', 'off', 'addEventListener'), event)
      .map(([p, m, e]) => `${p}.${m}(${e}, f)`),
    fc.tuple(peer, event).map(([p, e]) => `await once(${p}, ${e})`),
    fc.constantFrom(
      'const w = new Worker(u)',
      "const child = fork('./x')",
      'const { port1, port2 } = new MessageChannel()',
      'let f = () => f',
      'type A = A[]',
      'class B extends B {}',
      'w.onmessage = f',
      'const { postMessage: tell } = w; tell(1)',
      "import('./a')",
      '/* once(w) */',
      'label: for (;;) break label',
      'using port = own(port1)',
      'await using pool = own(new Worker(u))',
      '@watched() class D { @once accessor w = new Worker(u); constructor(@inject private ws: WebSocket) {} }',
    ),
    tie('many').map(b => `function g() {\n${b}\n}`),
    tie('many').map(b => `await new Promise((resolve, reject) => {\n${b}\nw.once('message', resolve)\n})`),
    tie('many').map(b => `class C { w = new Worker(u)\n async m() {\n${b}\n}\n close() { this.w.off('exit', f) } }`),
    tie('many').map(b => `for (const w of ws) {\n${b}\n}`),
    tie('many').map(b => `try {\n${b}\n} finally { w.terminate() }`),
    tie('many').map(b => `useEffect(() => {\n${b}\nreturn () => w.off('message', f)\n}, [])`),
  ),
  many: fc.array(tie('one'), { maxLength: 4 }).map(s => s.join('\n')),
})).one
const header =
  "import { once } from 'node:events'\nimport { MessageChannel, parentPort, Worker } from 'node:worker_threads'\nimport { fork } from 'node:child_process'\n"
interface Source {
  text: string
  ending: 'ts' | 'tsx' | 'mts' | 'cts'
}

const layout = fc.record({ eol: fc.constantFrom('\n', '\r\n'), bom: fc.boolean() })
const laidOut = (text: string, { eol, bom }: { eol: string; bom: boolean }): string =>
  `${bom ? '\uFEFF' : ''}${(header + text).replaceAll('\n', eol)}`
const program: fc.Arbitrary<Source> = fc
  .tuple(
    fc.array(statement, { minLength: 1, maxLength: 6 }),
    layout,
    fc.constantFrom<Source['ending']>('ts', 'ts', 'mts', 'cts'),
  )
  .map(([s, how, ending]) => ({ text: laidOut(s.join('\n'), how), ending }))
const element = fc
  .tuple(statement, fc.nat(9))
  .map(
    ([s, n]) =>
      `function View${n}({ w }: { w: Worker }) {\n  return <Pane<string> open key="é" onClick={async () => {\n${s}\n  }}>{w && <></>} 𝕏 text</Pane>\n}`,
  )
const component: fc.Arbitrary<Source> = fc
  .tuple(fc.array(element, { minLength: 1, maxLength: 4 }), layout)
  .map(([e, how]) => ({ text: laidOut(e.join('\n'), how), ending: 'tsx' }))

const real = ['fixtures/rules', 'node_modules/piscina/src', 'node_modules/actor-kit/src', 'node_modules/comlink/src']
  .flatMap(dir =>
    readdirSync(join(repository, dir), { recursive: true, encoding: 'utf8' })
      .filter(f => /\.tsx?$/.test(f) && !f.endsWith('.d.ts'))
      .map(f => readFileSync(join(repository, dir, f), 'utf8')),
  )
  .filter(t => t.length < 40_000)
/** A real file with ranges taken out, doubled, swapped or filled with noise. */
const mutated: fc.Arbitrary<Source> = fc
  .tuple(
    fc.constantFrom(...real),
    fc.array(fc.tuple(fc.nat(), fc.nat(200), fc.nat(3)), { minLength: 1, maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  .map(([text, cuts, noise]) => ({
    ending: 'ts',
    text: cuts.reduce((t, [at, length, how]) => {
      const from = at % (t.length + 1)
      const part = t.slice(from, from + length)
      const rest = t.slice(from + length)
      return t.slice(0, from) + [rest, part + part + rest, rest + part, noise + part + rest][how]
    }, text),
  }))

async function scanned(programs: Source[], order: number[], name = 'p'): Promise<{ root: string; result: ScanResult }> {
  const root = mkdtempSync(join(tmpdir(), 'programs-'))
  folders.push(root)
  mkdirSync(join(root, 'src'))
  for (const i of order) writeFileSync(join(root, 'src', `${name}${i}.${programs[i]!.ending}`), programs[i]!.text)
  return { root, result: await scan({ root, types: 'off', config: false, preset: 'strict' }) }
}

const still = ({ summary: { durationMs: _, ...summary }, ...rest }: ScanResult) => ({ summary, ...rest })

describe.each([
  ['generated', program, 1500],
  ['generated JSX', component, 300],
  ['mutated', mutated, 1500],
] as const)('%s programs', (_name, arbitrary, count) => {
  test('are all parsed or listed, give the same result whatever their order, and every position is right', async () => {
    const programs = fc.sample(arbitrary, { numRuns: count, seed })
    const order = programs.map((_p, i) => i)
    const { root, result } = await scanned(programs, order)
    const again = await scanned(programs, order.toReversed())
    expect(still(again.result), `seed ${seed}`).toEqual(still(result))

    const { sites, skipped, summary, coverage } = result
    expect(summary.filesFound).toBe(count)
    for (const s of skipped)
      expect(s.reason, `seed ${seed}, ${s.file}`).toMatch(/line \d+|is not UTF-8 text|is not text/)
    expect(new Set(sites.map(s => s.id)).size).toBe(sites.length)
    expect(Object.values(summary.kinds).reduce((a, b) => a + b, 0)).toBe(sites.length)
    for (const c of coverage) expect(c.decided + c.undecided).toBe(c.sites)
    const lines = new Map<string, string[]>()
    for (const s of sites) {
      if (s.kind === 'god-process') continue
      if (!lines.has(s.file))
        lines.set(
          s.file,
          readFileSync(join(root, s.file), 'utf8')
            .replace(/^\uFEFF/, '')
            .split(/\r\n|[\n\r\u2028\u2029]/),
        )
      const there = lines.get(s.file)![s.line - 1]!.slice(s.column - 1)
      expect(there, `seed ${seed}, ${s.file}:${s.line}:${s.column}, ${s.callee}`).toSatisfy(text =>
        isAt(text, s.callee),
      )
    }
    const at = (s: { line: number; column: number }) => s.line * 1e5 + s.column
    sites.forEach((s, i) => {
      const next = sites[i + 1]
      if (next?.file === s.file) expect(at(s)).toBeLessThanOrEqual(at(next))
    })
  })
})

/** A site stands at the last name of what it calls; where that is told shortened, at some name. */
function isAt(text: string, callee: string): boolean {
  const name = callee.endsWith('…') ? undefined : /([\w$]+)\W*$/.exec(callee)?.[1]
  return name === undefined ? /^[\w$#['"`]/.test(text) : text.replace(/^[#['"`]+/, '').startsWith(name)
}

test('a finding keeps its identity when its function moves within the file, is indented, commented, or the file renamed', async () => {
  const named = fc.uniqueArray(fc.tuple(fc.nat(99), statement), { selector: ([n]) => n, minLength: 2, maxLength: 6 })
  const arbitrary = fc.tuple(named, fc.infiniteStream(fc.nat())).map(([functions, random]) => {
    const texts = functions.map(([n, s]) => `export async function own${n}(ws: WebSocket[]) {\n${s}\n}`)
    const shuffled = texts
      .map(t => [random.next().value as number, t] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, t]) => `// moved\n${t.replaceAll('\n', '\n    ')}`)
    return [texts, shuffled] as const
  })
  const pairs = fc.sample(arbitrary, { numRuns: 200, seed })
  const [before, after] = await Promise.all(
    [0, 1].map(async side => {
      const sources = pairs.map(pair => ({ text: header + pair[side]!.join('\n'), ending: 'ts' as const }))
      const { result } = await scanned(sources, [...sources.keys()], ['p', 'renamed'][side])
      const byFile = new Map<string, string[]>()
      for (const f of result.findings) {
        const number = /\d+/.exec(f.file)![0]
        byFile.set(number, [...(byFile.get(number) ?? []), f.id])
      }
      return byFile
    }),
  )
  let findings = 0
  for (const file of new Set([...before!.keys(), ...after!.keys()])) {
    const ids = (found: typeof before) => (found!.get(file) ?? []).sort()
    expect(ids(after), `seed ${seed}, ${file}`).toEqual(ids(before))
    findings += ids(before).length
  }
  expect(findings).toBeGreaterThan(100)
})

test('a finding keeps its identity when the file is renamed, indented or commented', async () => {
  const body =
    "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./w.js')\nexport function tell(m: unknown) {\nw.postMessage({ a: 1, m })\n}\n"
  const moved = `// a comment\n\n${body.replace('w.postMessage({ a: 1, m })', '    w.postMessage({\n      a: 1, // one\n      m,\n    })')}`
  const ids = await Promise.all(
    [body, moved].map(async (text, i) =>
      (await scanned([{ text, ending: 'ts' }], [0], ['p', 'q'][i])).result.findings.map(f => f.id),
    ),
  )
  expect(ids[0]!.length).toBeGreaterThan(0)
  expect(ids[1]).toEqual(ids[0])
})
