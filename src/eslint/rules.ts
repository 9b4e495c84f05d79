/** One rule of ESLint for each rule of the scan, and two that have no like there. */
import { isAbsolute } from 'node:path'
import type { Rule } from 'eslint'
import { UsageError } from '../errors.js'
import { ruleTexts } from '../report/rules.js'
import type { RuleName, Severity } from '../result.js'
import { type Answer, undecided } from './answer.js'
import { Asking } from './asking.js'
import { readSettings, severities } from './settings.js'

/** Reports what kept a file from being audited, so that no other rule has to. */
export const unaudited = 'unaudited'
export type PluginRule = RuleName | typeof undecided | typeof unaudited

interface Audited {
  answer: Answer
  minSeverity: Severity
}

const asking: Asking = new Asking()
/** By source: all rules look at the same answer. */
const audits = new WeakMap<object, Audited>()
/** Sources whose failure is reported. */
const told = new WeakSet<object>()

const page = (path: string): string => new URL(`../../../${path}`, import.meta.url).href

function meta(description: string, url: string, type: 'problem' | 'suggestion'): Rule.RuleMetaData {
  return {
    type,
    docs: { description, url },
    schema: [],
    messages: { finding: '{{message}}' },
    languages: ['js/js'],
  }
}

function ofScan(name: RuleName): Rule.RuleModule {
  const url = page(name === 'suppression' ? 'docs/configuration.md' : `rules/${name}/${name}.md`)
  return {
    meta: meta(ruleTexts[name].what, url, name === 'suppression' ? 'suggestion' : 'problem'),
    create: context => reporting(context, name),
  }
}

const undecidedRule: Rule.RuleModule = {
  meta: meta(
    'What may be a send, a watcher, a call or a spawn, and nothing tells.',
    page('docs/eslint.md'),
    'suggestion',
  ),
  create: context => reporting(context, undecided),
}

const unauditedRule: Rule.RuleModule = {
  meta: meta('A file that could not be audited.', page('docs/eslint.md'), 'problem'),
  create(context) {
    if (!isOnePath(context)) return {}
    told.add(context.sourceCode)
    return {
      Program() {
        const why = failureOf(auditOf(context).answer)
        if (why) context.report({ loc: { line: 1, column: 0 }, messageId: 'finding', data: { message: why } })
      },
    }
  },
}

export const rules: Record<PluginRule, Rule.RuleModule> = {
  ...(Object.fromEntries(Object.keys(ruleTexts).map(name => [name, ofScan(name as RuleName)])) as Record<
    RuleName,
    Rule.RuleModule
  >),
  [undecided]: undecidedRule,
  [unaudited]: unauditedRule,
}

function reporting(context: Rule.RuleContext, rule: string): Rule.RuleListener {
  if (!isOnePath(context)) return {}
  return {
    Program() {
      const { answer, minSeverity } = auditOf(context)
      if (answer.kind !== 'audited') {
        if (told.has(context.sourceCode)) return
        throw new Error(failureOf(answer))
      }
      const least = severities.indexOf(minSeverity)
      for (const { message, line, column, endLine, endColumn, ...found } of answer.reported) {
        if (found.rule !== rule) continue
        if (rule !== undecided && severities.indexOf(found.severity) < least) continue
        const loc = { start: { line, column: column - 1 }, end: { line: endLine, column: endColumn - 1 } }
        context.report({ loc, messageId: 'finding', data: { message } })
      }
    },
  }
}

/** Code without a path, and code that a processor took out of another file, is none of a scan's. */
const isOnePath = ({ filename, physicalFilename }: Rule.RuleContext): boolean =>
  isAbsolute(filename) && filename === physicalFilename

/** @throws UsageError */
function auditOf({ sourceCode, filename, cwd, settings }: Rule.RuleContext): Audited {
  let audited = audits.get(sourceCode)
  if (!audited) {
    const { options, minSeverity, timeoutMs } = readSettings(settings['otp-audit'], cwd)
    const answer = asking.ask({ file: filename, text: sourceCode.text, options }, timeoutMs)
    if (answer.kind === 'failed' && answer.by === 'usage') throw new UsageError(`otp-audit: ${answer.message}`)
    audited = { answer, minSeverity }
    audits.set(sourceCode, audited)
  }
  return audited
}

function failureOf(answer: Answer): string | undefined {
  if (answer.kind === 'audited') return undefined
  return answer.kind === 'skipped'
    ? `otp-audit knows nothing of this file: it ${answer.reason}`
    : `otp-audit knows nothing of this file: ${answer.message}`
}
