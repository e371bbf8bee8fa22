import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

const root = join(import.meta.dirname, '..', '..')

/** A module of a package, by what it reaches for. */
export interface SourceFile {
  readonly packageName: string
  /** Path below the package's `src`, with forward slashes. */
  readonly name: string
  readonly lines: number
  /** What it imports or exports from, types and dynamic imports included. */
  readonly imports: readonly string[]
  readonly identifiers: ReadonlySet<string>
  /** Its texts in quotes, those of imports included. */
  readonly texts: ReadonlySet<string>
}

/** Every module of `packages/<packageName>/src`. */
export function readSourceFiles(packageName: string): SourceFile[] {
  const folder = join(root, 'packages', packageName, 'src')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return read(packageName, path.replaceAll('\\', '/'), text)
    })
}

function read(packageName: string, name: string, text: string): SourceFile {
  const { program } = parseSync(name, text)
  const imports: string[] = []
  const identifiers = new Set<string>()
  const texts = new Set<string>()
  const add = ({ source }: { readonly source: unknown }): void => {
    if (isText(source)) imports.push(source.value)
  }
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
    Identifier: (node) => identifiers.add(node.name),
    Literal: (node) => isText(node) && texts.add(node.value),
  }).visit(program)
  const lines = text.trimEnd().split('\n').length
  return { packageName, name, lines, imports, identifiers, texts }
}

const isText = (node: unknown): node is { readonly value: string } =>
  typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string'
