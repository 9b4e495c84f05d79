/** The tutorial, followed: its files are written, its commands run in order, and what it shows is what they print. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.js'
import { runWith } from '../cli/memory.js'
import { install } from '../installed.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const docs = join(root, 'docs')
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
let bin: string

beforeAll(() => {
  if (!existsSync(join(root, 'dist/cli/main.cjs'))) throw new Error('build first: npm test, or node scripts/build.mjs')
  bin = install(dir)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Block {
  language: string
  text: string
  /** The paragraph before. */
  before: string
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/([^\n]*)\n\n```(\w+)\n([\s\S]*?)```/g)].map(
    ([, before = '', language = '', text = '']) => ({
      language,
      text,
      before,
    }),
  )
}

interface Command {
  args: string[]
  code: number
}

/** `npx otp-audit scan --format text   # exit code 1`. */
function commandsOf(block: Block): Command[] {
  return block.text
    .split('\n')
    .map(line => /^(?:npx )?otp-audit (.*?)(?:\s+#.*?(?:exit code (\d+))?)?$/.exec(line.trim()))
    .filter(m => m !== null)
    .map(m => ({ args: m[1]!.split(/\s+/).map(a => a.replace(/^["']|["']$/g, '')), code: Number(m[2] ?? 0) }))
}

test('every step of the tutorial does what it says', () => {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', GITHUB_STEP_SUMMARY: '' }
  let printed = ''
  let ran = 0
  for (const block of blocksOf(readFileSync(join(docs, 'tutorial.md'), 'utf8'))) {
    if (block.language === 'ts') {
      mkdirSync(join(dir, 'src'), { recursive: true })
      writeFileSync(join(dir, 'src/thumbnails.ts'), block.text)
    } else if (block.language === 'json') {
      const name = /`([\w.-]+\.json)`$/.exec(block.before)?.[1]
      expect(name, block.before).toBeDefined()
      writeFileSync(join(dir, name!), block.text)
    } else if (block.language === 'sh') {
      printed = ''
      for (const { args, code } of commandsOf(block)) {
        const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
          cwd: dir,
          env,
          encoding: 'utf8',
        })
        expect([args.join(' '), status, stderr.includes('internal error')]).toEqual([args.join(' '), code, false])
        printed += stdout
        ran++
      }
    } else {
      const lines = printed.split('\n')
      let from = 0
      for (const line of block.text.trimEnd().split('\n')) {
        const at = lines.indexOf(line, from)
        expect(at, `after ${lines.slice(from, from + 8).join('\n')}: ${line}`).toBeGreaterThanOrEqual(0)
        from = at + 1
      }
    }
  }
  expect(ran).toBeGreaterThan(9)
})

describe('commands on all pages', () => {
  const pages = [
    'README.md',
    ...readdirSync(docs)
      .filter(n => n.endsWith('.md'))
      .map(n => `docs/${n}`),
  ]

  test.each(pages)('%s names commands and flags that there are', async page => {
    const { out } = await runWith(['--help'], () => Promise.reject(new Error('no scan')))
    const names = [...out.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(m => m[1]!)
    expect(names).toContain('explain')
    const unknown: string[] = []
    for (const block of blocksOf(readFileSync(join(root, page), 'utf8')).filter(
      b => b.language === 'sh' || b.language === '',
    ))
      for (const { args } of commandsOf(block)) {
        const [name = '', ...rest] = args
        if (!names.includes(name)) {
          unknown.push(name)
          continue
        }
        const help = await runWith([name, '--help'], () => Promise.reject(new Error('no scan')))
        for (const arg of rest)
          if (/^--?[a-z]/.test(arg) && !help.out.includes(arg.split('=')[0]!)) unknown.push(`${name} ${arg}`)
      }
    expect(unknown).toEqual([])
  })
})

test('the page on exit codes has a row with an example for each', () => {
  const rows = [...readFileSync(join(docs, 'exit-codes.md'), 'utf8').matchAll(/^\| (\d+) \| (.+?) \| (.+?) \|$/gm)]
  expect(rows.map(r => r[1])).toEqual(Object.keys(exitCodes))
  for (const [, code, , example] of rows) if (code !== '130') expect(example).toMatch(/`[^`]+`/)
})
