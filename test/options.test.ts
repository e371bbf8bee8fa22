import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultRedact, optionNames } from '@logs-to-sentry/core'
import { expect, it } from 'vitest'
import { completeOptions } from '../packages/core/src/options/option-schema.ts'
import { resolveSettings } from '../packages/core/src/options/settings.ts'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'options.md'), 'utf8')
const rows = [...page.matchAll(/^\| `(\w+)` *\|(.*)\|(.*)\|(.*)\|(.*)\|$/gm)].map(
  ([, name = '', value = '', bound = '', environment = '']) => ({
    name,
    value: value.trim(),
    bound: bound.trim(),
    variables: [...environment.matchAll(/`(\w+)`/g)].flatMap(([, variable]) => variable ?? []),
  }),
)
const ranges = rows.flatMap(({ name, bound }) => {
  const [, min, max] = /^(\d+) to (\d+)$/.exec(bound) ?? []
  return min === undefined ? [] : [{ name, min: Number(min), max: Number(max) }]
})
/** The proxy's variables are read where requests are made. */
const settingVariables = rows.flatMap(({ name, variables }) =>
  variables
    .filter((variable) => variable.startsWith('SENTRY_'))
    .map((variable) => ({ name, variable })),
)

it('docs/options.md lists every option once, in the order of core', () => {
  expect(rows.map(({ name }) => name)).toEqual(optionNames)
})

it.each(rows)('the documented default of $name is the one that applies', ({ name, value }) => {
  const documented =
    value === '`defaultRedact`' ? JSON.stringify(defaultRedact) : value.replaceAll('`', '')

  expect(JSON.stringify(setting(name, {})) ?? 'none').toBe(documented)
})

it.each(ranges)('$name takes $min to $max and nothing beyond', ({ name, min, max }) => {
  expect(() => completeOptions({ [name]: min })).not.toThrow()
  expect(() => completeOptions({ [name]: max })).not.toThrow()
  expect(() => completeOptions({ [name]: min - 1 })).toThrow(TypeError)
  expect(() => completeOptions({ [name]: max + 1 })).toThrow(TypeError)
})

it.each(settingVariables)('$variable fills in $name', ({ name, variable }) => {
  const byDefault = setting(name, {})
  const written = typeof byDefault === 'boolean' ? String(!byDefault) : 'from the environment'

  expect(String(setting(name, { [variable]: written }))).toBe(written)
})

function setting(name: string, env: Readonly<Record<string, string>>): unknown {
  return new Map<string, unknown>(Object.entries(resolveSettings({}, env))).get(name)
}
