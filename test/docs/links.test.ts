/** Links of all pages: the file is there, and so is the heading. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import glob from 'fast-glob'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = glob.sync(['README.md', '{docs,rules,bench}/**/*.md', 'runtime/*.md'], { cwd: root }).sort()

const prose = (page: string): string => readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '')

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
  [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )

/** File, from the root, and anchor, if there is one. */
const linksOf = (page: string): { target: string; anchor?: string }[] =>
  [...prose(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(([, path, anchor]) => ({
    target: path ? join(dirname(page), path) : page,
    anchor,
  }))

test('there are pages, and links', () => {
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(90)
  expect(pages.flatMap(linksOf).filter(({ anchor }) => anchor).length).toBeGreaterThan(10)
})

test.each(pages)('%s links to what is there', page => {
  const broken = linksOf(page).filter(
    ({ target, anchor }) =>
      !existsSync(join(root, target)) ||
      (anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor)),
  )
  expect(broken).toEqual([])
})
