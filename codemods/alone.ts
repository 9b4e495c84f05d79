/** A codemod as a transform that jscodeshift runs by itself. */
import type { Safety } from '../src/migrate/fix.js'
import type { Preset } from '../src/result.js'
import type { Codemod, Settings, Step } from './codemod.js'

/** What jscodeshift calls: a text to write instead, or nothing. */
export type Alone = (
  file: { path: string; source: string },
  api: unknown,
  options: Record<string, unknown>,
) => Promise<string | undefined>

/** jscodeshift begins all files of a chunk at once; each has a type checker, of which there shall be one at a time. */
let turn: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work)
  // whoever asked for it hears of its failure
  turn = mine.catch(() => {})
  return mine
}

/**
 * `jscodeshift -t node_modules/otp-audit/dist/codemods/raw-send.js --no-babel --safety=review src`: scans the file, makes the
 * codemod's fixes and proves them, as `otp-audit migrate` does. Gives back nothing where nothing is to be changed.
 */
export const alone =
  ({ name, rule }: Codemod | Step, settings: Settings = {}): Alone =>
  (file, _api, options) =>
    inTurn(async () => {
      const { planMigration } = await import('../src/migrate/index.js')
      const safety = (options.safety as Safety | undefined) ?? 'safe'
      const types = options.types as 'native' | 'ts-morph' | 'off' | undefined
      const preset = options.preset as Preset | undefined
      const only = { paths: [file.path], rules: [rule], codemods: [name] }
      const { files, root } = await planMigration({ ...only, safety, types, preset, settings })
      const plan = files.find(f => f.path === file.path || `${root}/${file.path}`.endsWith(`/${f.file}`))
      if (!plan) return undefined
      return plan.raw.charCodeAt(0) === 0xfeff ? `\ufeff${plan.after}` : plan.after
    })
