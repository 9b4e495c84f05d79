// One public checkout, migrated: its type check and its tests before and after, at each level of safety.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, stripVTControlCharacters } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'string' },
    test: { type: 'string' },
    safety: { type: 'string', default: 'safe,review' },
    keep: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '15' },
  },
})
if (positionals.length !== 1 || values.check === undefined) {
  console.error(
    'usage: node bench/migrate/repositories.mjs CHECKOUT --check "npx tsc --noEmit" [--test "npm test"] [--safety safe,review] [--keep]\n' +
      'The checkout has its dependencies installed; it is copied, and the copy is migrated.',
  )
  process.exit(2)
}
const tool = fileURLToPath(new URL('../..', import.meta.url))
const checkout = resolve(positionals[0])
const work = mkdtempSync(join(tmpdir(), 'otp-audit-repository-'))
const copy = join(work, basename(checkout))

const run = (command, cwd) => {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: Number(values.minutes) * 60_000,
    env: { ...process.env, CI: '1', FORCE_COLOR: '0', NO_COLOR: '1' },
  })
  return { status, text: stripVTControlCharacters(`${stdout}${stderr}`) }
}
const must = (command, cwd) => {
  const { status, text } = run(command, cwd)
  if (status !== 0) throw new Error(`${command}: ${text.slice(-2000)}`)
  return text
}

/** Errors by file, code and words: lines move. */
const typeErrors = text =>
  text.split('\n').flatMap(line => {
    const [, file, rest] =
      /^(.*?)\(\d+,\d+\): (error TS\d+: .*)$/.exec(line) ?? /^(\S+?):\d+:\d+ - (error .*)$/.exec(line) ?? []
    return file === undefined ? [] : [`${file} ${rest}`]
  })

/** What the runner counted, of each summary the last. */
function counted(text) {
  const found = {}
  const tap = { pass: /^# pass\s+(\d+)/gm, fail: /^# fail\s+(\d+)/gm }
  const words = {
    pass: /(\d+)\s+(?:tests? )?(?:passed|passing|passes|pass\b)/g,
    fail: /(\d+)\s+(?:tests? )?(?:failed|failing|fails?\b)/g,
  }
  for (const kind of ['pass', 'fail'])
    for (const pattern of [words[kind], tap[kind]]) for (const [, n] of text.matchAll(pattern)) found[kind] = Number(n)
  return found
}

function state() {
  const check = run(values.check, copy)
  const test = values.test === undefined ? undefined : run(values.test, copy)
  return {
    errors: typeErrors(check.text),
    check: check.status,
    test: test && { status: test.status, ...counted(test.text), text: test.text },
  }
}

const unmatched = (all, others) => {
  const left = [...others]
  return all.filter(e => {
    const at = left.indexOf(e)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const told = s => (s.test ? `${s.test.pass ?? '?'} pass, ${s.test.fail ?? 0} fail (exit ${s.test.status})` : 'not run')

/** As `npm install` of the packed runtime would put it, whatever the package manager of the checkout. */
function install() {
  must(`npm pack --silent --ignore-scripts --pack-destination ${work}`, join(tool, 'runtime'))
  const packed = readdirSync(work).find(f => f.endsWith('.tgz'))
  const into = join(copy, 'node_modules/@otp-audit/runtime')
  mkdirSync(into, { recursive: true })
  must(`tar xzf ${join(work, packed)} -C ${into} --strip-components=1`, work)
}

try {
  cpSync(checkout, copy, { recursive: true, verbatimSymlinks: true })
  const commit = must('git rev-parse --short HEAD', copy).trim()
  must(
    'git add -A && git -c user.name=bench -c user.email=bench@localhost commit -qm before --no-verify --allow-empty',
    copy,
  )
  const before = state()
  install()
  const rows = []
  for (const safety of values.safety.split(',')) {
    const report = join(work, `${safety}.json`)
    const started = process.hrtime.bigint()
    const migrated = run(
      `${process.execPath} ${join(tool, 'bin/otp-audit.js')} migrate --no-config --safety ${safety} --report ${report}`,
      copy,
    )
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    if (migrated.status !== 0) throw new Error(`migrate ended with ${migrated.status}: ${migrated.text}`)
    const diff = must('git diff HEAD', copy)
    writeFileSync(join(work, `${safety}.diff`), diff)
    const after = diff === '' ? before : state()
    const again = run(
      `${process.execPath} ${join(tool, 'bin/otp-audit.js')} migrate --no-config --dry-run --safety ${safety}`,
      copy,
    )
    rows.push({
      repository: basename(checkout),
      commit,
      safety,
      seconds: Math.round(seconds * 10) / 10,
      said: migrated.text.trim().split('\n'),
      newTypeErrors: unmatched(after.errors, before.errors),
      errorsBefore: before.errors.length,
      testsBefore: told(before),
      testsAfter: diff === '' ? 'nothing changed' : told(after),
      secondRunEmpty: again.status === 0,
    })
    for (const [name, s] of [
      ['before', before],
      [safety, after],
    ])
      if (s.test) writeFileSync(join(work, `${name}.test.log`), s.test.text)
    must('git stash -q -u -- . && git stash drop -q || git checkout -q .', copy)
    rmSync(join(copy, '.git/otp-audit'), { recursive: true, force: true })
  }
  console.log(JSON.stringify(rows, null, 2))
} finally {
  if (values.keep) console.error(`kept: ${work}`)
  else rmSync(work, { recursive: true, force: true })
}
