import { expect, test } from 'vitest'
import { conventionalName } from '../../src/values/conventional-name.ts'

test.each([
  ['name', 'shop', 'logger.name'],
  ['pid', 42, 'process.pid'],
  ['hostname', 'web-1', 'server.address'],
  ['user', 'ann', 'user'],
])('%s becomes the name of the conventions', (name, value, conventional) => {
  expect(conventionalName(name, { [name]: value })).toBe(conventional)
})

test.each([
  ['name', 7],
  ['name', { first: 'ann' }],
  ['pid', '42'],
  ['hostname', null],
])('%s of another type is data of the application', (name, value) => {
  expect(conventionalName(name, { [name]: value })).toBe(name)
})

test('a field that has the conventional name keeps it for itself', () => {
  expect(conventionalName('name', { name: 'shop', 'logger.name': 'mine' })).toBe('name')
})
