/** One fix at a time: shown with its diff, reason and proof, and asked about. */

import { traceOf } from '../../../codemods/traced.js'
import { wrapped } from '../../explain/wrap.js'
import { editedFix, textToEdit } from '../../migrate/edited.js'
import type { Fix } from '../../migrate/fix.js'
import { unifiedDiff } from '../../migrate/index.js'
import type { Migration, Prepared } from '../../migrate/migration.js'
import type { FilePlan } from '../../migrate/plan.js'
import { visible } from '../../report/markdown.js'
import { proofOf } from '../../report/migration/index.js'
import type { Paint } from '../../report/view.js'
import { counted } from '../../report/words.js'
import { paintFor, wantsColour } from '../colour.js'
import { type Context, say } from '../context.js'
import { editText } from './editor.js'

const skipped = 'you skipped it'
const notReached = 'you quit before it'

/** What is chosen, proven as a whole: what one fix leans on may have been skipped. */
export async function chosen(prepared: Prepared, context: Context): Promise<Migration> {
  const all = await prepared.prove()
  const session = new Session(prepared, all, context, await paintFor(wantsColour(context.stderr, context.env, true)))
  await session.ask()
  if (session.isAll) return all
  await say(context, 'proving what was chosen')
  const migration = await prepared.prove(session.choice)
  await tellLeftOut(migration, session.chosen, context)
  return migration
}

type Answer = 'apply' | 'skip' | 'rule' | 'edit' | 'quit' | 'help'
const answers: Record<string, Answer> = {
  a: 'apply',
  y: 'apply',
  s: 'skip',
  n: 'skip',
  r: 'rule',
  e: 'edit',
  q: 'quit',
  '?': 'help',
}

class Session {
  readonly chosen: Map<string, Fix> = new Map()
  readonly #skipped: Set<string> = new Set()
  readonly #rules: Set<string> = new Set()

  constructor(
    readonly prepared: Prepared,
    readonly all: Migration,
    readonly context: Context,
    readonly paint: Paint,
  ) {}

  readonly choice = (fix: Fix): Fix | string =>
    this.chosen.get(fix.id) ?? (this.#skipped.has(fix.id) ? skipped : notReached)

  /** Everything that was proven before is to be made as it was. */
  get isAll(): boolean {
    return this.#fixes.every(({ fix }) => this.chosen.get(fix.id) === fix)
  }

  get #fixes(): { plan: FilePlan; fix: Fix }[] {
    return this.all.files.flatMap(plan => plan.fixes.map(fix => ({ plan, fix })))
  }

  async ask(): Promise<void> {
    const fixes = this.#fixes
    for (const [i, { plan, fix }] of fixes.entries()) {
      if (this.#rules.has(fix.rule)) this.chosen.set(fix.id, fix)
      else if (!(await this.#askOne(plan, fix, `${i + 1} of ${fixes.length}`))) return
    }
  }

  /** @returns Whether to go on. */
  async #askOne(plan: FilePlan, offered: Fix, place: string): Promise<boolean> {
    let fix = offered
    await this.#show(plan, fix, place)
    for (;;) {
      switch (await this.#answer(fix)) {
        case 'apply':
          this.chosen.set(fix.id, fix)
          return true
        case 'skip':
          this.#skipped.add(fix.id)
          return true
        case 'rule':
          this.chosen.set(fix.id, fix)
          this.#rules.add(fix.rule)
          return true
        case 'quit':
          return false
        case 'edit': {
          const edited = await this.#edit(plan, fix, offered)
          if (!edited) break
          fix = edited
          await this.#show(plan, fix, `${place}, as edited`)
          break
        }
        default:
          await this.#write(help)
      }
    }
  }

  async #answer({ rule }: Fix): Promise<Answer> {
    const { stdin, signal } = this.context
    await this.#write(this.paint.bold(`a)pply  s)kip  r) all of ${rule}  e)dit  q)uit  ?) help: `))
    const line = await stdin.line(signal)
    if (line === undefined) await this.#write('\n')
    return line === undefined ? 'quit' : (answers[line.trim().toLowerCase()] ?? answers[line.trim()[0] ?? ''] ?? 'help')
  }

  async #show(plan: FilePlan, fix: Fix, place: string): Promise<void> {
    const { paint, context } = this
    const wrap = (text: string): string[] => wrapped(text, context.stderr.columns, '  ', '    ')
    const finding = this.all.before.findings.find(f => f.id === fix.findings[0])
    const proof = this.all.proofs.get(fix.id)
    const lines = [
      '',
      paint.bold(
        `${place}: ${visible(fix.file)}:${fix.line}:${fix.column} ${fix.codemod} (${fix.dialect}, ${fix.safety})`,
      ),
      ...(finding ? wrap(`why: ${finding.message}; ${finding.advice}`) : []),
      ...wrap(`then: ${fix.difference}`),
      ...(fix.reason ? wrap(`to be read: ${fix.reason}`).map(paint.yellow) : []),
      ...(proof ? wrap(`proof: ${proofOf({ ...proof, trace: traceOf(fix) })}`) : []),
      ...(await this.#diff(plan, fix)),
    ]
    await this.#write(`${lines.join('\n')}\n`)
  }

  async #diff(plan: FilePlan, fix: Fix): Promise<string[]> {
    const { before, after } = await this.prepared.preview(plan.file, fix)
    const lines = unifiedDiff(plan.file, before, after).trimEnd().split('\n').slice(3)
    return lines.map(line => {
      const shown = line.replace(/\r$/, '').replace(/[^\t]+/g, visible)
      if (line.startsWith('@@')) return this.paint.cyan(shown)
      return line.startsWith('+') ? this.paint.green(shown) : line.startsWith('-') ? this.paint.red(shown) : shown
    })
  }

  /** The edited fix, proven together with what is chosen so far; none if it stays as it was. */
  async #edit(plan: FilePlan, fix: Fix, offered: Fix): Promise<Fix | undefined> {
    const text = textToEdit(fix)
    const now = await editText(text, plan.path, this.context.env)
    if (now === undefined || now === text) {
      await say(this.context, now === undefined ? 'the editor failed; set EDITOR' : 'nothing was edited')
      return undefined
    }
    const edited = editedFix(offered, now, plan.path, plan.before)
    const trouble = typeof edited === 'string' ? edited : await this.#refuted(edited)
    if (trouble === undefined) return edited as Fix
    await say(this.context, `the edit can't be taken: ${trouble}`)
    return undefined
  }

  async #refuted(edited: Fix): Promise<string | undefined> {
    const migration = await this.prepared.prove(fix => (fix.id === edited.id ? edited : this.choice(fix)))
    const made = migration.files.flatMap(f => f.fixes).find(f => f.id === edited.id)
    if (made?.edits === edited.edits) return undefined
    return reasonFor(migration, edited)
  }

  #write(text: string): Promise<void> {
    return this.context.stderr.write(text)
  }
}

const help = `a  apply this fix
s  skip it: it is listed under manual review
r  apply it and all that follow of its rule
e  edit what it writes in $EDITOR; it is proven again
q  leave this and all that follow; what was chosen is proven and written
^C write nothing
`

async function tellLeftOut(migration: Migration, wanted: ReadonlyMap<string, Fix>, context: Context): Promise<void> {
  const made = new Set(migration.files.flatMap(f => f.fixes.map(x => x.id)))
  const left = [...wanted.values()].filter(f => !made.has(f.id))
  for (const fix of left) await say(context, `left out ${fix.file}:${fix.line}: ${reasonFor(migration, fix)}`)
  if (left.length > 0)
    await say(context, `${counted(left.length, 'fix', 'fixes')} can't be made without what was skipped`)
}

const reasonFor = ({ manual, dropped }: Migration, fix: Fix): string =>
  dropped.get(fix.id) ??
  manual.find(m => fix.findings.includes(m.finding.id))?.reason ??
  'another fix changes the same text'
