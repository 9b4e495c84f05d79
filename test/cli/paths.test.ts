import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asGiven } from '../../src/cli/paths.js'
import { tree } from '../files/tree.js'
import { otpAudit, project, unsafe } from './init/projects.js'

test.skipIf(process.platform === 'win32')(
  'a path of Windows is found with /, unless there is a file of that very name',
  () => {
    const root = tree(['src/a.ts', 'odd\\name.ts'])
    expect(asGiven(root, 'src\\a.ts')).toBe(join(root, 'src/a.ts'))
    expect(asGiven(root, '.\\src\\a.ts')).toBe(join(root, 'src/a.ts'))
    expect(asGiven(root, 'odd\\name.ts')).toBe(join(root, 'odd\\name.ts'))
    expect(asGiven(root, 'src/a.ts')).toBe(join(root, 'src/a.ts'))
  },
)

test('wherever a path is taken it may be one of Windows; it is printed with /', async () => {
  const root = project({ 'src/deep/a.ts': unsafe })
  for (const [argv, found] of [
    [['scan', 'src\\deep', '--format', 'text'], /^src\/deep\/a\.ts:3:10 /],
    [['scan', 'src\\deep\\a.ts', '--format', 'text'], /^src\/deep\/a\.ts:3:10 /],
    [['scan', 'src\\**\\*.ts', '--format', 'text'], /^src\/deep\/a\.ts:3:10 /],
    [['scan', '.\\src', '--format', 'text'], /^src\/deep\/a\.ts:3:10 /],
    [['explain', 'src\\deep\\a.ts:3:10'], /^src\/deep\/a\.ts:3:10/],
  ] as const) {
    const { out, err } = await otpAudit(root, ...argv)
    expect(err).toBe('')
    expect(out).toMatch(found)
  }
})
