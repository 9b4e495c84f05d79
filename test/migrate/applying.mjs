/** Writes a plan of many files, as `otp-audit migrate` does, and says when it begins. Arguments: folder, how many. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apply, undo } from '../../dist/src/migrate/index.js'

const [root, count, work] = process.argv.slice(2)
const interruption = new AbortController()
process.once('SIGINT', () => interruption.abort())
const files = Array.from({ length: Number(count) }, (_, i) => {
  const file = `f${i}.ts`
  const raw = readFileSync(join(root, file), 'utf8')
  return { file, path: join(root, file), raw, before: raw, after: raw.replaceAll('old', 'new') }
})
process.stdout.write('begun\n')
try {
  if (work === 'undo') await undo(root)
  else await apply({ root, safety: 'safe', files }, new Date(), interruption.signal)
  process.stdout.write('done\n')
} catch (error) {
  process.stdout.write(interruption.signal.aborted ? 'interrupted\n' : `${error.message}\n`)
}
