/** `action.yml` and `.pre-commit-hooks.yaml`: their commands are run as GitHub and pre-commit run them. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { load as parse } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { tree } from '../files/tree.js'
import { bin, git, has, otpAudit, project, repositoryRoot, run, safe, unsafe } from './init/projects.js'

const read = (name: string) => parse(readFileSync(join(repositoryRoot, name), 'utf8'))
const action = read('action.yml')
const steps: { id?: string; if?: string; uses?: string; shell?: string; run?: string; env?: Record<string, string> }[] =
  action.runs.steps
const scanStep = steps.find(({ id }) => id === 'scan')!

describe('the action', () => {
  test('is a composite one, whose inputs are all told of, used and optional', () => {
    expect(action.runs.using).toBe('composite')
    const text = JSON.stringify(steps)
    for (const [name, input] of Object.entries<{ description: string; default: string }>(action.inputs)) {
      expect(input.description).toMatch(/\.$/)
      expect(typeof input.default).toBe('string')
      expect(text).toMatch(new RegExp(`inputs\\.${name}\\b`))
    }
    for (const [, name] of text.matchAll(/\binputs\.([\w-]+)/g)) expect(Object.keys(action.inputs)).toContain(name)
  })

  test('takes other actions by their major version, and names a shell for each script', () => {
    for (const { uses, run: script, shell } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w.-]+(?:\/[\w.-]+)+@v\d+$/)
      else expect([typeof script, shell]).toEqual(['string', 'bash'])
    }
  })

  test('no input is put into a script, where it would be run', () => {
    for (const { run: script } of steps) expect(script ?? '').not.toContain('${{')
  })
})

describe.skipIf(!has('bash') || process.platform === 'win32')('the step that scans', () => {
  interface Result {
    code: number | null
    out: string
    err: string
    outputs: Record<string, string>
    summary: string
  }

  /** As the runner does: the script in a file, inputs in the environment that the step names. */
  async function step(
    root: string,
    inputs: Record<string, string> = {},
    env: NodeJS.ProcessEnv = {},
    checkout = repositoryRoot,
  ): Promise<Result> {
    const temp = tree({ 'script.sh': scanStep.run!, output: '', summary: '' })
    const given = Object.entries(scanStep.env!).map(([name, value]) => [
      name,
      value.replace(/^\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}$/, (_, input?: string) =>
        input === undefined ? checkout : (inputs[input] ?? action.inputs[input].default),
      ),
    ])
    const argv = ['--noprofile', '--norc', '-e', '-o', 'pipefail', join(temp, 'script.sh')]
    const result = await run('bash', argv, root, {
      env: {
        ...Object.fromEntries(given),
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: join(temp, 'output'),
        GITHUB_STEP_SUMMARY: join(temp, 'summary'),
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'me/it',
        RUNNER_TEMP: temp,
        ...env,
      },
    })
    const lines = readFileSync(join(temp, 'output'), 'utf8').split('\n').filter(Boolean)
    return {
      ...result,
      outputs: Object.fromEntries(lines.map(line => line.split(/=(.*)/s))),
      summary: readFileSync(join(temp, 'summary'), 'utf8'),
    }
  }

  /** npx is slow; where it is not what is tested, this stands for it. */
  const packages = (script: string): NodeJS.ProcessEnv => {
    const folder = tree({ npx: `#!/bin/sh\n${script}\n` })
    chmodSync(join(folder, 'npx'), 0o755)
    return { PATH: [folder, process.env.PATH].join(delimiter) }
  }
  const withPackages = (): NodeJS.ProcessEnv => packages(`shift 3\nexec '${process.execPath}' '${bin}' "$@"`)

  /** npx that has no program which is installed, and else does this. */
  const withoutPackages = (script: string): NodeJS.ProcessEnv => packages(`[ "$1" = --no ] && exit 1\n${script}`)
  const printing = (): NodeJS.ProcessEnv => withoutPackages(`printf '%s\\n' "$@"`)

  /** A checkout of the action, whose programs print what they are asked for. */
  const checkout = (setup = ''): string =>
    tree({
      'scripts/setup.mjs': setup,
      'bin/otp-audit.js': 'for (const word of process.argv.slice(2)) console.log(word)\n',
    })

  test('findings: annotations, the summary of the job, exit code 1 as an output too', async () => {
    const { code, out, outputs, summary } = await step(project({ 'src/a.ts': unsafe }))
    expect([code, outputs]).toEqual([1, { 'exit-code': '1' }])
    expect(out).toMatch(/^::warning title=[^,]*,file=src\/a\.ts,line=3,/m)
    expect(summary).toContain('src/a.ts')
  })

  test('clean, of the paths and with the options that are asked for', async () => {
    const root = project({ 'src/a.ts': unsafe, 'some files/b.ts': safe, 'c.ts': safe })
    const inputs = { paths: `'some files'\n c.ts`, args: '--preset strict', format: 'json' }
    const { code, out, outputs } = await step(root, inputs, withPackages())
    expect([code, outputs]).toEqual([0, { 'exit-code': '0' }])
    expect(JSON.parse(out).summary).toMatchObject({ filesFound: 2, preset: 'strict' })
  })

  test('a SARIF report for the upload, also where there are findings', async () => {
    const root = project({ 'src/a.ts': unsafe })
    const { code, outputs } = await step(root, { 'upload-sarif': 'true' }, withPackages())
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(outputs['sarif-file']!, 'utf8')).runs[0].results).toHaveLength(1)
    const named = await step(root, { 'sarif-file': 'out.sarif' }, withPackages())
    expect(named.outputs['sarif-file']).toBe(join(root, 'out.sarif'))
    const upload = steps.find(({ uses }) => uses?.includes('upload-sarif'))!
    expect(upload.if).toContain("inputs.upload-sarif == 'true' && steps.scan.outputs.sarif-file != ''")
    expect(upload.if).toContain('!cancelled()')
  })

  test('wrong usage is 2, and no report is told of that was not written', async () => {
    const { code, err, outputs } = await step(
      project(),
      { args: '--fail-on never', 'sarif-file': 'out.sarif' },
      withPackages(),
    )
    expect([code, outputs]).toEqual([2, { 'exit-code': '2' }])
    expect(err).toContain('Allowed choices are error, warning, info')
  })

  test('what inputs hold is never run by the shell', async () => {
    const root = project({ 'src/a.ts': safe })
    const inputs = { paths: '$(touch ran) `touch ran` ; touch ran', args: '$(touch ran)', version: '1;touch ran' }
    expect((await step(root, inputs, printing())).code).toBe(0)
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })

  test('a version is fetched; where none is installed, the action itself is built', async () => {
    const root = tree({ 'src/a.ts': safe })
    const asked = await step(root, { version: '1.2.3', paths: 'src/*.ts' }, printing())
    expect(asked.out).toBe('--yes\notp-audit@1.2.3\nscan\n--format\ngithub\nsrc/*.ts\n')
    const own = await step(root, {}, printing(), checkout('console.error("built")'))
    expect([own.code, own.out, own.err]).toEqual([0, 'scan\n--format\ngithub\n', 'built\n'])
  })

  test.each<[number, string, Record<string, string>, () => NodeJS.ProcessEnv, string | undefined]>([
    [2, 'the inputs args and paths can not be read', { paths: `it's` }, withPackages, undefined],
    [3, 'version 9 can not be had from npm', { version: '9' }, () => withoutPackages('exit 1'), undefined],
    [3, 'the action can not be built', {}, () => withoutPackages(''), 'process.exit(1)'],
  ])('%d, and no findings: %s', async (code, said, inputs, env, setup) => {
    const failed = await step(project(), inputs, env(), checkout(setup))
    expect([failed.code, failed.outputs, failed.out]).toEqual([code, { 'exit-code': `${code}` }, ''])
    expect(failed.err).toContain(`otp-audit: ${said}`)
  })
})

describe('the hooks of pre-commit', () => {
  const hooks: {
    id: string
    entry: string
    language: string
    types_or: string[]
    pass_filenames: boolean
    stages?: string[]
  }[] = read('.pre-commit-hooks.yaml')

  test('have what pre-commit wants', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['otp-audit', 'otp-audit-all'])
    for (const hook of hooks)
      expect(hook).toMatchObject({
        name: expect.any(String),
        language: 'node',
        types_or: ['ts', 'tsx', 'javascript', 'jsx'],
        pass_filenames: false,
      })
  })

  test.skipIf(process.platform === 'win32')(
    'can be installed: npm pack prints the name of the file alone, which pre-commit reads',
    async () => {
      const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
      // scripts before packing are named on standard output where they are not kept in the background
      const files = { scripts: { prepack: 'node -e 0' }, name: 'otp-audit', version }
      const root = tree({
        'package.json': JSON.stringify(files),
        '.npmrc': readFileSync(join(repositoryRoot, '.npmrc'), 'utf8'),
      })
      const { code, out } = await run('npm', ['pack', '--dry-run'], root)
      expect([code, out]).toEqual([0, `otp-audit-${version}.tgz\n`])
    },
  )

  test('are of stages that every pre-commit knows', () => {
    const known = ['commit-msg', 'manual', 'post-checkout', 'post-commit', 'post-merge', 'post-rewrite']
    for (const { stages = [] } of hooks) expect(known).toEqual(expect.arrayContaining(stages))
  })

  test('are taken by the command line', async () => {
    const root = project({ 'src/a.ts': unsafe })
    mkdirSync(join(root, 'src/later'))
    git(root, 'add', '--all')
    writeFileSync(join(root, 'src/later/b.ts'), unsafe)
    const found = await Promise.all(
      hooks.map(async ({ entry }) => {
        const [program, ...argv] = entry.split(' ')
        expect(program).toBe('otp-audit')
        return otpAudit(root, ...argv)
      }),
    )
    expect(found.map(({ code, out }) => [code, /^\d+ findings?/m.exec(out)?.[0]])).toEqual([
      [1, '1 finding'],
      [1, '2 findings'],
    ])
  })
})
