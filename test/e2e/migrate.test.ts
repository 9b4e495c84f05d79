import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import type { MigrationReport } from '../../src/report/migration/index.js'
import { bin, Checkout, migrated, raw } from '../migrate/checkout.js'

let checkout: Checkout
afterEach(() => checkout.remove())
const migrate = (...args: string[]) => checkout.run(['migrate', '--types', 'off', ...args])

describe('--verify', () => {
  test('a command that passes: its output on standard error, the migration stays', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const { code, out, err } = await migrate('--verify', 'echo ran; echo more >&2; grep -q postSupervised a.ts')
    expect([code, out]).toEqual([0, ''])
    expect(err).toMatch(/verifying: echo ran.*\n(?:ran\nmore|more\nran)\n.*1 fix made in 1 file; undo with --undo/s)
    expect(checkout.read('a.ts')).toBe(migrated)
  })

  test('a command that fails: taken back, exit code 1, as changes are pending again', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const { code, err } = await migrate('--verify', 'exit 7')
    expect(code).toBe(1)
    expect(err).toMatch(/`exit 7` failed with exit code 7: migration \S+ was taken back\n/)
    expect(err).toContain('1 fix to make in 1 file\n')
    expect(checkout.read('a.ts')).toBe(raw)
    expect((await migrate('--undo')).err).toBe('otp-audit: nothing to undo here\n')
  })

  test('a file that the command changed is left as it is, and said: exit code 3', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const { code, err } = await migrate('--verify', 'echo "// mine" >> a.ts; exit 1')
    expect(code).toBe(3)
    expect(err).toMatch(
      /can't be taken back: a\.ts changed since migration (\S+): nothing was undone; `otp-audit migrate --undo \1/,
    )
    expect(checkout.read('a.ts')).toBe(`${migrated}// mine\n`)
  })

  test('nothing to write: nothing to verify', async () => {
    checkout = new Checkout({ 'a.ts': 'export {}\n' })
    expect((await migrate('--verify', 'exit 1')).code).toBe(0)
  })

  test('interrupted: the command ends with all it started, and the migration is taken back', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const child = checkout.start(['migrate', '--types', 'off', '--verify', 'echo here; sleep 60 & echo $!; wait'])
    let err = ''
    let isTold = false
    child.stderr!.setEncoding('utf8')
    for await (const chunk of child.stderr!) {
      err += chunk
      if (/here\n\d+\n/.test(err) && !isTold) isTold = child.kill('SIGINT')
    }
    const code = child.exitCode ?? (await once(child, 'close'))[0]
    expect(code).toBe(130)
    expect(err).toMatch(/was interrupted: migration \S+ was taken back\n.*interrupted\n$/s)
    expect(checkout.read('a.ts')).toBe(raw)
    const sleeper = Number(/here\n(\d+)\n/.exec(err)![1])
    // gone, or a dead process that nobody has collected
    expect(spawnSync('ps', ['-o', 'stat=', '-p', String(sleeper)], { encoding: 'utf8' }).stdout.trim()).toMatch(
      /^(?:Z.*)?$/,
    )
  })

  test('only with writing', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    expect(await migrate('--dry-run', '--verify', 'true')).toMatchObject({
      code: 2,
      err: "otp-audit: option '--verify <command>' cannot be used with option '--dry-run'; see otp-audit --help\n",
    })
    expect((await migrate('--verify', ' ')).err).toBe(
      'otp-audit: --verify is empty; name a command, as in --verify "npm test"\n',
    )
  })
})

describe('--staged', () => {
  test('plans for the index, whatever lies in the work tree, and writes nothing', async () => {
    checkout = new Checkout({ 'x.ts': raw })
    checkout.write({ 'sub/staged.ts': `\ufeff${raw}`, 'sub/gone.ts': raw, 'sub/not-staged.ts': 'export {}\n' })
    checkout.git('add', 'sub/staged.ts', 'sub/gone.ts')
    checkout.write({ 'sub/staged.ts': 'not ( what is staged', 'sub/not-staged.ts': raw })
    rmSync(join(checkout.dir, 'sub/gone.ts'))
    const before = checkout.git('status', '--porcelain')
    const { code, out, err } = await migrate('--staged', '--root', 'sub')
    expect([code, err]).toEqual([1, expect.stringContaining('2 fixes to make in 2 files')])
    expect(checkout.git('status', '--porcelain')).toBe(before)
    execFileSync('git', ['apply', '--cached', '-'], { cwd: checkout.dir, input: out })
    expect(checkout.git('show', ':sub/staged.ts')).toBe(`\ufeff${migrated}`)
    expect(checkout.git('show', ':sub/gone.ts')).toBe(migrated)
    expect((await migrate('--staged', '--root', 'sub')).code).toBe(0)
  })

  test('paths and globs narrow it down; nothing staged is said', async () => {
    checkout = new Checkout({ 'x.ts': 'export {}\n' })
    checkout.write({ 'a/one.ts': raw, 'b/two.ts': raw, 'b/three.ts': raw })
    checkout.git('add', '.')
    const diffs = async (...paths: string[]) => (await migrate('--staged', ...paths)).out.match(/^\+\+\+ .*/gm)
    expect(await diffs('b')).toEqual(['+++ b/b/three.ts', '+++ b/b/two.ts'])
    expect(await diffs('**/t*.ts', '!**/three.ts')).toEqual(['+++ b/b/two.ts'])
    expect(await diffs('./a/one.ts')).toEqual(['+++ b/a/one.ts'])
    checkout.write({ 'c/notes.md': '' })
    const { code, err } = await migrate('--staged', 'c')
    expect([code, err]).toEqual([0, expect.stringContaining('no source file is staged in c')])
    expect((await migrate('--staged', 'd')).code).toBe(2)
  })

  test('a conflict in the index is skipped with its reason: exit code 3', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    checkout.git('checkout', '-qb', 'other')
    checkout.write({ 'a.ts': `${raw}// theirs\n` })
    checkout.commit()
    checkout.git('checkout', '-q', '-')
    checkout.write({ 'a.ts': `${raw}// ours\n` })
    checkout.commit()
    expect(() => checkout.git('merge', 'other')).toThrow()
    const { code, err } = await migrate('--staged')
    expect([code, err]).toEqual([3, expect.stringContaining('skipped a.ts: has a merge conflict in the index')])
  })

  test('a hook of a partial commit sees the index of that commit', async () => {
    checkout = new Checkout({ 'a.ts': 'export {}\n', 'b.ts': 'export {}\n' })
    checkout.write({ 'a.ts': raw, 'b.ts': raw })
    const hook = join(checkout.dir, '.git/hooks/pre-commit')
    mkdirSync(join(checkout.dir, '.git/hooks'), { recursive: true })
    checkout.write({
      '.git/hooks/pre-commit': `#!/bin/sh\n"${process.execPath}" "${bin}" migrate --types off --staged > .git/seen\nexit 0\n`,
    })
    chmodSync(hook, 0o755)
    checkout.git('commit', '-qm', 'only a', 'a.ts')
    expect(checkout.read('.git/seen').match(/^\+\+\+ .*/gm)).toEqual(['+++ b/a.ts'])
  })

  test('scan --staged reads the index as well', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    checkout.write({ 'b.ts': raw })
    checkout.git('add', '.')
    checkout.write({ 'b.ts': 'export {}\n' })
    const { code, out } = await checkout.run(['scan', '--staged', '--format', 'json'])
    expect([code, JSON.parse(out).findings.map((f: { file: string }) => f.file)]).toEqual([1, ['b.ts']])
  })

  test('outside of git it is one line', async () => {
    checkout = new Checkout()
    rmSync(join(checkout.dir, '.git'), { recursive: true })
    expect(await migrate('--staged')).toMatchObject({
      code: 2,
      err: "otp-audit: --staged reads git's index: there is no git checkout here\n",
    })
  })
})

/** A user namespace of its own, or root, may mount. */
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0

describe.runIf(canMount)('a full disk: one line, exit code 3, no file changed and nothing left', () => {
  test.each([
    ['the lock', 0, "can't write .*lock: no space is left; nothing was written"],
    ['a large file', 12, "can't write b\\.ts: no space is left; nothing was written"],
    ['the journal', 28, "can't write the journal: no space is left; nothing was written"],
  ])('no room for %s', (_, kilobytes, message) => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw + '// much to keep\n'.repeat(1000) })
    mkdirSync(join(checkout.dir, 'small'))
    const script = `mount -t tmpfs -o size=120k,mode=755 tmpfs small && cp a.ts b.ts small && cd small || exit 9
cat /dev/zero > full 2>/dev/null; truncate -s -${kilobytes}k full
"$0" "$1" migrate --types off --allow-dirty; echo "code $?"; cmp a.ts ../a.ts && cmp b.ts ../b.ts && ls -A . .otp-audit`
    const args = ['-rm', 'sh', '-c', script, process.execPath, bin]
    const { stdout, stderr } = spawnSync('unshare', args, { cwd: checkout.dir, encoding: 'utf8' })
    expect(stderr.trim().split('\n').at(-1)).toMatch(new RegExp(`^otp-audit: ${message}$`))
    expect(stdout).toMatch(
      /^code 3\n\.:\n\.otp-audit\na\.ts\nb\.ts\nfull\n\n\.otp-audit:\n(?:\.gitignore\n)?(?:journal\n)?$/,
    )
  })
})

describe('bad input, one clear line each', () => {
  test('a folder without package.json, tsconfig.json or runtime: the runtime is lent for the proof, and said', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const { code, err } = await migrate()
    expect(code).toBe(0)
    expect(err).toContain('the project has no @otp-audit/runtime yet: npm install @otp-audit/runtime')
  })

  test('an empty folder, and one without git', async () => {
    checkout = new Checkout()
    expect(await migrate()).toMatchObject({ code: 0, err: expect.stringContaining('no files in .') })
    rmSync(join(checkout.dir, '.git'), { recursive: true })
    checkout.write({ 'a.ts': raw })
    const { code, err } = await migrate()
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('no git checkout here: only --undo takes a migration back'),
    ])
    expect((await migrate('--undo')).code).toBe(0)
    expect(checkout.read('a.ts')).toBe(raw)
  })

  test('conflict markers: skipped with the line, exit code 3, and the rest is migrated', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'c.ts': `<<<<<<< ours\n${raw}=======\n>>>>>>> theirs\n` })
    const { code, err } = await migrate()
    expect(code).toBe(3)
    expect(err).toMatch(/skipped c\.ts: does not parse: line 1: .*diff marker/)
    expect(checkout.read('a.ts')).toBe(migrated)
  })

  test('a file that became read-only is refused even for root, and nothing is written', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    chmodSync(join(checkout.dir, 'b.ts'), 0o444)
    const { code, err } = await migrate('--allow-dirty')
    expect([code, err]).toEqual([3, "otp-audit: can't write b.ts: it is read-only; nothing was written\n"])
    expect(checkout.read('a.ts')).toBe(raw)
    expect(readdirSync(checkout.dir).filter(f => f.endsWith('.tmp'))).toEqual([])
  })

  test('one that has become read-only since is not taken back either', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    await migrate()
    chmodSync(join(checkout.dir, 'b.ts'), 0o444)
    const { code, err } = await migrate('--undo')
    expect([code, err]).toEqual([3, "otp-audit: can't restore b.ts: it is read-only\n"])
    expect(checkout.read('a.ts')).toBe(migrated)
    chmodSync(join(checkout.dir, 'b.ts'), 0o644)
    expect((await migrate('--undo')).err).toContain('2 files restored')
  })

  test('a path out of the root is left alone, and why', async () => {
    checkout = new Checkout({ 'in/a.ts': raw, 'out/b.ts': raw })
    await migrate('--root', 'in', '.', '../out')
    const { out } = await checkout.run(['report', '--root', 'in', '--format', 'json'])
    const { manual } = JSON.parse(out) as MigrationReport
    expect(manual.map(row => `${row.file}: ${row.reason}`)).toEqual(['../out/b.ts: the file is outside of the root'])
    expect([checkout.read('in/a.ts'), checkout.read('out/b.ts')]).toEqual([migrated, raw])
  })

  test('of two fixes of the same text one waits for the other, which says so', async () => {
    const nested = `import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

export async function passOn(from: Worker, to: Worker): Promise<void> {
  to.postMessage(await once(from, 'message'))
}
`
    checkout = new Checkout({ 'a.ts': nested })
    const proofs = async () => {
      const { out } = await checkout.run(['report', '--format', 'json'])
      const { fixes, manual } = JSON.parse(out) as MigrationReport
      return [fixes.map(f => `${f.codemod}: ${f.proof.secondMigration}`), manual.map(m => `${m.rule}: ${m.reason}`)]
    }
    await migrate('--safety', 'review')
    expect(await proofs()).toEqual([
      ['raw-send: only what waits for the first'],
      ['untimed-call: another fix changes the same text; migrate again once it is in'],
    ])
    await migrate('--safety', 'review', '--allow-dirty')
    expect(await proofs()).toEqual([['untimed-call: empty'], []])
  })

  test('git that fails is not taken for a clean tree', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    checkout.write({ '.git/HEAD': 'nonsense\n' })
    const { code, err } = await migrate()
    expect([code, checkout.read('a.ts')]).toEqual([2, raw])
    expect(err).toMatch(/^otp-audit: git can't tell what is committed here: .*; mend that, or say --allow-dirty\n$/)
  })

  test('a folder that became a link out of the root since it was migrated is not written through', async () => {
    checkout = new Checkout({ 'src/a.ts': raw })
    await migrate()
    const outside = mkdtempSync(join(tmpdir(), 'otp-audit-out-'))
    renameSync(join(checkout.dir, 'src'), join(outside, 'src'))
    symlinkSync(join(outside, 'src'), join(checkout.dir, 'src'))
    const { code, err } = await migrate('--undo')
    expect([code, err]).toEqual([2, expect.stringMatching(/src\/a\.ts changed since migration .*: nothing was undone/)])
    expect(checkout.read('src/a.ts')).toBe(migrated)
    rmSync(outside, { recursive: true })
  })

  test('a damaged journal', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    await migrate()
    const [name] = readdirSync(join(checkout.dir, '.otp-audit/journal'))
    for (const content of [
      '{',
      '{}',
      JSON.stringify({ id: name!.slice(0, -5), files: [{ file: '../x', before: '' }] }),
    ]) {
      checkout.write({ [`.otp-audit/journal/${name}`]: content })
      const { code, err } = await migrate('--undo')
      expect([code, err.split('\n').length]).toEqual([3, 2])
      expect(err).toMatch(/journal/)
    }
    expect(existsSync(join(checkout.dir, '../x'))).toBe(false)
  })

  test('other kinds of files are not touched; JavaScript is, where types are not needed to be sure', async () => {
    const vue = `<script lang="ts">\n${raw}</script>\n`
    checkout = new Checkout({
      'a.vue': vue,
      'a.svelte': vue,
      'a.d.ts': `declare ${raw}`,
      'a.md': raw,
      'a.mjs': raw,
      'b.cjs': "const { Worker } = require('node:worker_threads')\nnew Worker('./w.js').postMessage('x')\n",
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true, "module": "nodenext" } }',
    })
    const { code } = await migrate('--safety', 'review')
    expect(code).toBe(0)
    expect(
      checkout
        .git('status', '--porcelain')
        .trim()
        .split(/\s*\n\s*/),
    ).toEqual(['M a.mjs', 'M b.cjs'])
    expect(checkout.read('b.cjs')).toMatch(
      /^const \{ Worker \} = .*\nconst \{ postSupervised \} = require\('@otp-audit\/runtime'\)\n/,
    )
  })

  test('a choice that matches nothing says so', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const { code, err } = await migrate('--dry-run', '--rule', 'untimed-call', '--dialect', 'ws')
    expect(code).toBe(0)
    expect(err).toContain('--rule untimed-call: no finding here\n')
    expect(err).toContain('--dialect ws: no finding here\n')
  })

  test('combinations that mean nothing', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    for (const args of [
      ['--undo', '--dry-run'],
      ['--undo', '--rule', 'raw-send'],
      ['--staged', '--undo'],
      ['--staged', '--interactive'],
      ['--staged', '--verify', 'true'],
      ['src', '--undo'],
      ['--interactive'],
    ]) {
      const { code, err } = await migrate(...args)
      expect([args, code, err.split('\n').length]).toEqual([args, 2, 2])
    }
  })

  test('--undo of an unknown id lists what there is', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    await migrate()
    expect(await migrate('--undo', 'nope')).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^otp-audit: there is no migration nope to undo here; there are \d{14}-[0-9a-f]{6} \(2 files, \S+Z\)\n$/,
      ),
    })
    const id = readdirSync(join(checkout.dir, '.otp-audit/journal'))[0]!.replace('.undo', '')
    expect((await migrate('--undo', id)).code).toBe(0)
    expect((await migrate('--undo', id)).err).toBe(`otp-audit: migration ${id} was undone already\n`)
  })

  test('modes are kept, and no backup files are made', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    chmodSync(join(checkout.dir, 'a.ts'), 0o750)
    await migrate('--allow-dirty')
    expect(statSync(join(checkout.dir, 'a.ts')).mode & 0o777).toBe(0o750)
    expect(readdirSync(checkout.dir).sort()).toEqual(['.git', '.otp-audit', 'a.ts'])
  })

  test.runIf(process.getuid?.() === 0)('root does not make files its own', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const path = join(checkout.dir, 'a.ts')
    chownSync(path, 4711, 4712)
    await migrate()
    expect(checkout.read('a.ts')).toBe(migrated)
    expect([statSync(path).uid, statSync(path).gid]).toEqual([4711, 4712])
  })
})

const hasPty = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

describe.runIf(hasPty)('--interactive on a terminal', () => {
  /** Answers as the questions come. */
  async function asked(answers: string[], env: NodeJS.ProcessEnv = {}, ...args: string[]) {
    const { spawn } = await import('node:child_process')
    const command = [process.execPath, bin, 'migrate', '--types', 'off', '--interactive', ...args]
    const child = spawn('script', ['-qec', command.map(a => `'${a}'`).join(' '), '/dev/null'], {
      cwd: checkout.dir,
      env: { ...process.env, TERM: 'dumb', CI: '', ...env },
    })
    let shown = ''
    let questions = 0
    child.stdout.setEncoding('utf8').on('data', chunk => {
      shown += chunk
      for (const n = shown.split('?) help: ').length - 1; questions < n; )
        child.stdin.write(answers[questions++] ?? 'q\n')
    })
    const [[code]] = await Promise.all([once(child, 'close'), text(child.stderr)])
    return { code, shown: shown.replaceAll('\r', '') }
  }
  const two = `${raw}\nconst other = new Worker('./x.js')\nother.postMessage('bye')\n`

  test('apply and skip; what is skipped is not written', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw, 'c.ts': raw })
    const { code, shown } = await asked(['a\n', 's\n', '?\n', 'a\n'])
    expect(code).toBe(0)
    expect(shown).toMatch(
      /1 of 3: a\.ts:4:8 raw-send \(node:worker_threads, safe\)\n {2}why: (?:.*\n)+ {2}then: (?:.*\n)+ {2}proof: parses;(?:.*\n)+? +.*trace: equal\n/,
    )
    expect(shown).toContain("-worker.postMessage('hello')\n+postSupervised(worker, 'hello')\n")
    expect(shown).toContain('q  leave this and all that follow')
    expect(['a.ts', 'b.ts', 'c.ts'].map(f => checkout.read(f))).toEqual([migrated, raw, migrated])
  })

  test('all of a rule; quit', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    expect((await asked(['r\n'])).shown).not.toContain('2 of 2')
    expect(checkout.read('b.ts')).toBe(migrated)
    await migrate('--undo')
    expect((await asked(['a\n', 'q\n'])).shown).toContain('1 fix made in 1 file')
    expect([checkout.read('a.ts'), checkout.read('b.ts')]).toEqual([migrated, raw])
  })

  test('a step whose fix was skipped is left out, and why', async () => {
    const program =
      "import { parentPort } from 'node:worker_threads'\n\nparentPort?.on('message', m => console.log(m))\n"
    checkout = new Checkout({ 'a.ts': raw.replace("'./w.js'", "new URL('./w.js', import.meta.url)"), 'w.ts': program })
    const { shown } = await asked(['s\n', 'a\n'], {}, '--safety', 'review')
    expect(shown).toContain('left out w.ts:3: what it comes with is not made')
    expect(shown).toContain("1 fix can't be made without what was skipped")
    expect(checkout.git('status', '--porcelain')).toBe('')
  })

  test('edit: proven again, and written as edited', async () => {
    checkout = new Checkout({ 'a.ts': two })
    const { shown } = await asked(['e\n', 'a\n', 's\n'], { EDITOR: 'sed -i s/hello/hallo/', VISUAL: '' })
    expect(shown).toContain("+postSupervised(worker, 'hallo')")
    expect(checkout.read('a.ts')).toBe(migrated.replace('hello', 'hallo') + two.slice(raw.length))
  })

  test('an edit of an edit is one of what was offered; no trace has seen it run', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    writeFileSync(join(checkout.dir, '.git', 'first'), '')
    // away with the call first, which needs no import; then back
    const editor = `sh -c 'if rm .git/first 2>/dev/null; then echo; else echo "postSupervised(worker, 1)"; fi > "$0"'`
    const { shown } = await asked(['e\n', 'e\n', 'a\n'], { EDITOR: editor, VISUAL: '' })
    expect(shown).not.toContain("can't be taken")
    expect(shown.match(/edited by hand/g)).toHaveLength(2)
    expect(checkout.read('a.ts')).toBe(migrated.replace("'hello'", '1'))
    const { fixes } = JSON.parse((await checkout.run(['report', '--format', 'json'])).out) as MigrationReport
    expect(fixes.map(f => f.proof.trace)).toEqual(['not traced'])
  })

  test('an edit that does not parse, or leaves it to be found, is not taken', async () => {
    checkout = new Checkout({ 'a.ts': raw })
    const broken = await asked(['e\n', 'q\n'], { EDITOR: "sed -i 's/.$/(/'", VISUAL: '' })
    expect(broken.shown).toMatch(/the edit can't be taken: does not parse: line \d/)
    const raws = await asked(['e\n', 'q\n'], { EDITOR: "sed -i 's/.*/worker.postMessage(1)/'", VISUAL: '' })
    expect(raws.shown).toContain("the edit can't be taken: a second scan finds something new: worker.postMessage")
    expect(checkout.read('a.ts')).toBe(raw)
  })

  test('Ctrl-C writes nothing: exit code 130', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    const { code } = await asked(['a\n', '\u0003'])
    expect([code, checkout.git('status', '--porcelain')]).toEqual([130, ''])
  })

  test('with --dry-run the patch of what is chosen is printed', async () => {
    checkout = new Checkout({ 'a.ts': raw, 'b.ts': raw })
    const { code, shown } = await asked(['s\n', 'a\n'], {}, '--dry-run')
    expect([code, shown.match(/^diff --git.*/gm)]).toEqual([1, ['diff --git a/b.ts b/b.ts']])
  })
})
