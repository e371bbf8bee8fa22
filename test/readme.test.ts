import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** A block of JavaScript, and the comment with the file that it is a copy of. */
const snippets = (text: string): { path: string | undefined; code: string }[] =>
  [...text.matchAll(/(?:<!-- (\S+) -->\n\n)?```[jt]s\n(.*?)```/gs)].map(([, path, code = '']) => ({
    path,
    code,
  }))

describe.each(['README.md', ...packages])('%s', (page) => {
  it('shows code that is an example, letter by letter', () => {
    const shown = snippets(read(page))
    const copied = shown.map(({ path }) => ({ path, code: path === undefined ? '' : read(path) }))

    expect(shown).toEqual(copied)
    expect(shown.length).toBeGreaterThan(0)
  })
})

it('the README shows every example', () => {
  const shown = snippets(read('README.md')).map(({ path = '' }) => path)
  const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.mjs'))

  expect(shown.toSorted()).toEqual(examples.map((name) => `examples/${name}`).toSorted())
})

const documents = ['architecture', 'operation', 'options'].map((name) => `docs/${name}.md`)

it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...documents, ...packages])(
  '%s links to files that exist',
  (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, path = '']) => path,
    )

    const isThere = (link: string): boolean => existsSync(join(root, page, '..', link))

    expect(links.filter((link) => !isThere(link))).toEqual([])
  },
)
