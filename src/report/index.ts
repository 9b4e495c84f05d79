import type { ReportFormat } from './formats/format.js'

export type { ReportFormat } from './formats/format.js'

/** One pure function a format, and one line here; of the functions, those are loaded that are asked for. */
export const formats: readonly ReportFormat[] = [
  {
    name: 'stage3',
    extension: 'md',
    mediaType: 'text/markdown',
    explains: true,
    load: async () => (await import('./stage3.js')).stage3,
  },
  {
    name: 'text',
    extension: 'txt',
    mediaType: 'text/plain',
    explains: true,
    load: async () => (await import('./text.js')).text,
  },
  {
    name: 'json',
    extension: 'json',
    mediaType: 'application/json',
    holdsFixes: true,
    explains: true,
    load: async () => (await import('./json.js')).json,
  },
  {
    name: 'sarif',
    extension: 'sarif',
    mediaType: 'application/sarif+json',
    quotes: true,
    holdsFixes: true,
    load: async () => (await import('./formats/sarif.js')).sarif,
  },
  {
    name: 'github',
    extension: 'txt',
    mediaType: 'text/plain',
    summarises: true,
    load: async () => (await import('./formats/github.js')).github,
  },
  {
    name: 'gitlab',
    extension: 'json',
    mediaType: 'application/json',
    load: async () => (await import('./formats/gitlab.js')).gitlab,
  },
  {
    name: 'junit',
    extension: 'xml',
    mediaType: 'application/xml',
    load: async () => (await import('./formats/junit.js')).junit,
  },
  {
    name: 'markdown',
    extension: 'md',
    mediaType: 'text/markdown',
    load: async () => (await import('./formats/markdown.js')).markdown,
  },
  {
    name: 'rdjson',
    extension: 'json',
    mediaType: 'application/json',
    quotes: true,
    holdsFixes: true,
    load: async () => (await import('./formats/rdjson.js')).rdjson,
  },
]
