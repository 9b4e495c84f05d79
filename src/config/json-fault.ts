/** Why a text is no JSON, with its line. Loaded only where one is not. */
import { parseSync } from 'oxc-parser'
import { visible } from '../report/markdown.js'

export function jsonFault(text: string, { message }: Error): string {
  const { errors, comments } = parseSync('config.js', `(${text}\n)`)
  const said = /\bposition (\d+)/.exec(message)?.[1]
  // the text is read behind a bracket
  const [comment] = comments
  const at = comment ? comment.start - 1 : said !== undefined ? Number(said) : (errors[0]?.labels[0]?.start ?? 0) - 1
  const line = at < 0 || at >= text.length ? '' : ` (line ${text.slice(0, at).split('\n').length})`
  if (comment) return `it has a comment${line}; JSON has none`
  if (errors.length === 0) return `it has what only JavaScript has, a comma too many or a key without quotes${line}`
  // newer Node says the line itself, and the text around it, which may have several
  return `${visible(message.replace(/(?: in JSON)? at position .*$|, (?:\.\.\.)?".*$/s, ''))}${line}`
}
