import { expect, it } from 'vitest'
import { AttributeNames } from '../../src/values/attribute-names.ts'

const createNames = (): AttributeNames =>
  new AttributeNames({ attributeNaming: 'as-is', isSensitive: () => false })

it('names that are used again are the same ones', () => {
  const names = createNames()

  expect(names.below(names.root, 'a.b')?.key).toBe(names.key('a.b'))
})

it('names are forgotten between lines once there are thousands, however they come about', () => {
  const names = createNames()
  const first = names.key('first')
  const line = (make: (index: number) => unknown): void => {
    names.beginLine()
    for (let index = 0; index < 5000; index++) make(index)
    expect(names.key('first')).toBe(first)
    names.endLine()
  }

  line((index) => names.below(names.root, `name-${index}`))
  names.beginLine()

  expect(names.key('first')).not.toBe(first)
  expect(names.root.below.size).toBe(0)
})

it('names that are very long are not remembered for longer than a line', () => {
  const names = createNames()
  names.beginLine()
  const long = names.key('x'.repeat(1000))

  expect(names.key('x'.repeat(1000))).toBe(long)
  names.endLine()
  names.beginLine()
  expect(names.key('x'.repeat(1000))).not.toBe(long)
})

it('while a line is written no other one begins, and nothing is forgotten', () => {
  const names = createNames()
  names.beginLine()
  const long = names.key('x'.repeat(1000))
  names.tidy()

  expect(names.beginLine()).toBeUndefined()
  expect(names.key('x'.repeat(1000))).toBe(long)
})
