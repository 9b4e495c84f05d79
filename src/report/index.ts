import type { ReportFormat } from './formats/format.js'
import { github } from './formats/github.js'
import { gitlab } from './formats/gitlab.js'
import { junit } from './formats/junit.js'
import { markdown } from './formats/markdown.js'
import { rdjson } from './formats/rdjson.js'
import { sarif } from './formats/sarif.js'
import { json } from './json.js'
import { stage3 } from './stage3.js'
import { text } from './text.js'

export type { ReportFormat } from './formats/format.js'

/** One pure function a format, and one line here. */
export const formats: readonly ReportFormat[] = [
  { name: 'stage3', extension: 'md', mediaType: 'text/markdown', render: stage3 },
  { name: 'text', extension: 'txt', mediaType: 'text/plain', render: text },
  { name: 'json', extension: 'json', mediaType: 'application/json', render: json, holdsFixes: true },
  {
    name: 'sarif',
    extension: 'sarif',
    mediaType: 'application/sarif+json',
    render: sarif,
    quotes: true,
    holdsFixes: true,
  },
  { name: 'github', extension: 'txt', mediaType: 'text/plain', render: github, summarises: true },
  { name: 'gitlab', extension: 'json', mediaType: 'application/json', render: gitlab },
  { name: 'junit', extension: 'xml', mediaType: 'application/xml', render: junit },
  { name: 'markdown', extension: 'md', mediaType: 'text/markdown', render: markdown },
  { name: 'rdjson', extension: 'json', mediaType: 'application/json', render: rdjson, quotes: true, holdsFixes: true },
]
