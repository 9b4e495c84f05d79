/** JSON as tsconfig files are written: with comments, trailing commas and, from Windows, a byte order mark. */
import { readFileSync } from './looks.js'

/** The object in a file; none if it is missing, unreadable or no such thing. */
export function readJsonc(path: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(plainJson(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function plainJson(text: string): string {
  const keepString = (_: string, string: string | undefined, end = ''): string => string ?? end
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, s?: string) => s ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, keepString)
}
