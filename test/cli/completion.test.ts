/** Completions as shells make them. Where a shell is not installed, its tests are skipped. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundation } from '../report/results.js'
import { runWith } from './memory.js'

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
const scripts: Record<string, string> = {}

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out, err } = await runWith(['completion', shell], foundation())
    expect([code, err]).toEqual([0, ''])
    scripts[shell] = join(dir, `completions.${shell}`)
    writeFileSync(scripts[shell], out)
  }
  mkdirSync(join(dir, 'work/some folder'), { recursive: true })
  writeFileSync(join(dir, 'work/sample.ts'), '')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What is offered for the last word of a command line. */
type Complete = (line: string) => string[]

/** Of every shell: [line, some that are offered, some that are not]. */
const cases: [string, string[], string[]][] = [
  ['otp-audit ', ['scan', 'migrate', 'report', 'completion', 'help'], ['--help']],
  ['otp-audit mi', ['migrate'], ['scan']],
  ['otp-audit -', ['--version', '--help'], ['--format']],
  ['otp-audit scan --', ['--format', '--staged', '--stdin-filename', '--no-config'], ['--undo', '--version']],
  ['otp-audit migrate --', ['--undo', '--dry-run', '--interactive'], ['--stdin', '--fail-on']],
  ['otp-audit scan --format ', ['stage3', 'json', 'sarif'], ['error', 'sample.ts']],
  ['otp-audit scan --fixes --format s', ['stage3', 'sarif'], ['json']],
  ['otp-audit migrate --safety re', ['review'], ['safe']],
  ['otp-audit scan --root ', ['some folder/'], ['sample.ts', 'scan']],
  ['otp-audit completion ', ['bash', 'fish', 'zsh'], ['scan']],
  ['otp-audit help ', ['scan', 'report'], ['bash']],
]

/** Shells differ in how they write blanks, and whether a folder ends in a slash. */
function plain(word: string): string {
  const name = word.replaceAll('\\ ', ' ').replace(/\/$/, '')
  return statSync(join(dir, 'work', name), { throwIfNoEntry: false })?.isDirectory() ? `${name}/` : name
}

function behaves(complete: Complete, of = cases): void {
  test.each(of)('%s', (line, some, others) => {
    const offered = complete(line).map(plain)
    expect(offered).toEqual(expect.arrayContaining(some))
    expect(offered.filter(word => others.includes(word))).toEqual([])
  })
}

describe.skipIf(!has('bash'))('bash', () => {
  /** As readline calls it: words are broken at blanks and at `=`. */
  const complete =
    (breaks = ' =') =>
    (line: string): string[] => {
      const words = line.split(breaks === ' ' ? /(?: )+/ : /(?: )+|(?<==)|(?==)/)
      const script = `source "$1"; COMP_WORDBREAKS=$2; shift 2
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _otp_audit
        for word in \${COMPREPLY[@]+"\${COMPREPLY[@]}"}; do printf '%s\\n' "$word"; done`
      return execFileSync('bash', ['--norc', '-c', script, 'bash', scripts.bash!, breaks, ...words], {
        cwd: join(dir, 'work'),
        encoding: 'utf8',
      })
        .split('\n')
        .slice(0, -1)
    }

  behaves(complete())

  test('a value behind =, whether or not = breaks words', () => {
    expect(complete()('otp-audit scan --preset=st')).toEqual(['stage3', 'strict'])
    expect(complete(' ')('otp-audit scan --preset=st')).toEqual(['--preset=stage3', '--preset=strict'])
  })

  test('files are left to readline: of paths, of options that take one, and behind a format', () => {
    for (const line of ['otp-audit scan s', 'otp-audit scan --out s', 'otp-audit scan --format sarif=s'])
      expect(complete()(line)).toEqual([])
    expect(execFileSync('bash', ['-c', 'source "$1"; complete -p otp-audit', 'bash', scripts.bash!]).toString()).toBe(
      'complete -o default -F _otp_audit otp-audit\n',
    )
  })
})

describe.skipIf(!has('fish'))('fish', () => {
  const complete: Complete = line =>
    execFileSync('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', scripts.fish!, line], {
      cwd: join(dir, 'work'),
      encoding: 'utf8',
    })
      .split('\n')
      .slice(0, -1)
      .map(offer => offer.split('\t')[0]!)

  behaves(complete)

  test('files of paths and of options that take one', () => {
    expect(complete('otp-audit scan sam')).toContain('sample.ts')
    expect(complete('otp-audit scan --out sam')).toContain('sample.ts')
    expect(complete('otp-audit merge sam')).toContain('sample.ts')
    expect(complete('otp-audit sam')).toEqual([])
  })
})

describe.skipIf(!has('zsh'))('zsh', () => {
  /** A shell on a terminal of its own, where Tab is pressed; all that would be added is printed. */
  const driver = `
    zmodload zsh/zpty
    zpty shell zsh -f -i
    for part in "PROMPT=" "autoload -U compinit" "compinit -u -D" "source $1" "cd $2" \
      'compadd() { local w; local -a all; if [[ " $* " == *" -"[OAD]" "* ]]; then builtin compadd "$@"; return; fi; builtin compadd -O all "$@"; for w in "$all[@]"; do print -r -- "<$w>"; done; builtin compadd "$@" }' \
      'done_() { print END }; zle -N done_; bindkey "^I" complete-word "^X" done_' 'setopt no_auto_menu; LISTMAX=1000'; do
      zpty -w shell $part
    done
    zpty -w shell 'print READ""Y'
    zpty -r -m shell text '*READY*' || exit 3
    zpty -w -n shell "$3"$'\t'$'\x18'
    zpty -r -m shell text '*END*' || exit 4
    print -r -- $text`
  const complete: Complete = line => {
    const argv = ['-f', '-c', driver, 'zsh', scripts.zsh!, join(dir, 'work'), line]
    const { status, stdout, stderr } = spawnSync('zsh', argv, { encoding: 'utf8', timeout: 20_000 })
    expect([status, stderr]).toEqual([0, ''])
    return [...stdout.matchAll(/<([^<>\r\n]+)>/g)].map(([, word]) => word!.replace(/=$/, ''))
  }

  // a terminal each: some of them tell enough
  behaves(
    complete,
    cases.filter(([line]) => /(?:audit|scan --|--format|--root) ?$/.test(line)),
  )
})

test('a shell that is none: the nearest is named', async () => {
  expect(await runWith(['completion', 'bsh'], foundation())).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('Allowed choices are bash, zsh, fish. Did you mean bash?'),
  })
})
