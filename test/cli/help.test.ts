/** Help that can be relied on: of every command, however many there are. */
import { describe, expect, test } from 'vitest'
import { foundation } from '../report/results.js'
import { runWith } from './memory.js'

const run = (...argv: string[]) => runWith(argv, foundation())
const { out: overview } = await run('--help')
const commands = [...overview.matchAll(/^ {2}([a-z-]+)(?: \[| <| {2})/gm)]
  .map(m => m[1]!)
  .filter(name => name !== 'help')
const words = (line: string) => line.match(/'[^']*'|"[^"]*"|\S+/g)!.map(word => word.replace(/^(['"])(.*)\1$/, '$2'))

test('the overview names the commands', () => {
  expect(commands).toEqual(expect.arrayContaining(['scan', 'init', 'migrate', 'report', 'explain', 'completion']))
})

describe.each(commands)('%s', command => {
  test('--help: examples first, then usage, options and exit codes', async () => {
    const { code, out, err } = await run(command, '--help')
    expect([code, err]).toEqual([0, ''])
    const [first, ...lines] = out.split('\n')
    expect(first).toBe('Examples:')
    const examples = lines.slice(0, lines.indexOf(''))
    expect(examples.length).toBeGreaterThan(0)
    for (const line of examples) expect(line).toMatch(/^ {2}\$ .*\botp-audit /)
    expect(examples.some(line => line.includes(`otp-audit ${command}`))).toBe(true)
    expect(out).toMatch(new RegExp(`\\nUsage: otp-audit ${command} [\\s\\S]*\\nOptions:\\n[\\s\\S]*\\nExit codes:\\n`))
    expect((await run('help', command)).out).toBe(out)
  })

  test('its examples hold no option that their command does not take, and no choice that there is not', async () => {
    const { out } = await run(command, '--help')
    for (const example of out.slice(0, out.indexOf('\nUsage:')).match(/otp-audit .*/g)!) {
      const [, of, ...argv] = words(example.split(/ {2,}| > | < | \| /)[0]!.replace(/\)$/, ''))
      const options = (await run(of!, '--help')).out.split('\nOptions:')[1]
      for (const word of argv.filter(w => w.startsWith('--'))) expect(options).toContain(word.split('=')[0])
      expect(await run(of!, ...argv, '--help')).toMatchObject({ code: 0, err: '' })
    }
  })

  test('a letter wrong in an option: the nearest one is named', async () => {
    const { out } = await run(command, '--help')
    const long = [...out.slice(out.indexOf('\nOptions:')).matchAll(/^ {2}(?:-\w, )?--([a-z-]{5,})/gm)].map(m => m[1]!)
    for (const option of long.filter(name => name !== 'help')) {
      const typo = `--${option.slice(0, 2)}x${option.slice(2)}`
      expect((await run(command, typo)).err).toMatch(
        new RegExp(`unknown option '${typo}'; did you mean (?:one of )?.*--${option}`),
      )
    }
  })
})

test('a letter wrong in a command: the nearest one is named', async () => {
  for (const command of commands) {
    const typo = `${command.slice(0, 2)}x${command.slice(2)}`
    expect((await run(typo)).err).toBe(`otp-audit: unknown command '${typo}'; did you mean ${command}?\n`)
  }
})

test.each([
  [['init', '--hook', 'huskey'], 'Did you mean husky?'],
  [['init', '--ci', 'gitlub'], 'Did you mean github?'],
  [['init', '--preset', 'strickt'], 'Did you mean strict?'],
  [['completion', 'fisch'], 'Did you mean fish?'],
  [['report', '--format', 'jsn'], 'Did you mean json?'],
])('%j: %s', async (argv, meant) => {
  const { code, err } = await run(...argv)
  expect([code, err]).toEqual([2, expect.stringContaining(meant)])
})
