/** Folders of the packages that a workspace's root names: `workspaces` of npm and yarn, `pnpm-workspace.yaml`. */
import { dirname, join } from 'node:path'
import fastGlob from 'fast-glob'
import { globbed } from './looks.js'
import { isNegated } from './match.js'
import { readText } from './read.js'

/** @returns Sorted absolute paths; none if the folder is no workspace's root. */
export function memberFolders(folder: string): string[] {
  const globs = [...ofNpm(textAt(folder, 'package.json')), ...ofPnpm(textAt(folder, 'pnpm-workspace.yaml'))]
  const wanted = globs.filter(g => !isNegated(g)).map(g => `${g.replace(/^\.\/|\/+$/g, '')}/package.json`)
  if (wanted.length === 0) return []
  const ignore = ['**/node_modules/**', ...globs.filter(isNegated).map(g => `${g.slice(1)}/package.json`)]
  const options = { cwd: folder, ignore, absolute: true, suppressErrors: true, followSymbolicLinks: false, fs: globbed }
  return fastGlob.sync(wanted, options).map(dirname).sort()
}

function ofNpm(text: string): string[] {
  if (!text.includes('"workspaces"')) return []
  try {
    const { workspaces } = JSON.parse(text)
    const globs: unknown = Array.isArray(workspaces) ? workspaces : workspaces?.packages
    return Array.isArray(globs) ? globs.filter(g => typeof g === 'string') : []
  } catch {
    return [] // a broken manifest names no package; npm itself will say more about it
  }
}

/** The list below `packages:`, which is all of the file that is needed. */
function ofPnpm(text: string): string[] {
  const list =
    /^packages:[^\n]*\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)*)/m.exec(`${text.replaceAll('\r', '')}\n`)?.[1] ?? ''
  return [...list.matchAll(/^[ \t]*-[ \t]*(['"]?)([^'"#\n]+?)\1[ \t]*(?:#.*)?$/gm)].map(m => m[2]!)
}

function textAt(folder: string, name: string): string {
  try {
    return readText(join(folder, name))
  } catch {
    return ''
  }
}
