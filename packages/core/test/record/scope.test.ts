import { beforeEach, expect, it } from 'vitest'
import {
  currentScopeAttributes,
  removeAttribute,
  setAttributes,
  setUser,
  withScope,
} from '../../src/record/scope.ts'
import { nastyValues } from '../support/values.ts'

beforeEach(() => {
  setUser(null)
  for (const name of Object.keys(currentScopeAttributes())) removeAttribute(name)
})

it('attributes set outside any scope are seen everywhere', () => {
  setAttributes({ region: 'eu' })

  expect(currentScopeAttributes()).toEqual({ region: 'eu' })
  expect(withScope(currentScopeAttributes)).toEqual({ region: 'eu' })
})

it('attributes set inside a scope are not seen outside it', () => {
  const inside = withScope(() => {
    setAttributes({ order: 7 })
    return currentScopeAttributes()
  })

  expect(inside).toEqual({ order: 7 })
  expect(currentScopeAttributes()).toEqual({})
})

it('a scope follows its callback over an await, beside another one', async () => {
  const run = (order: number): Promise<unknown> =>
    withScope(async () => {
      setAttributes({ order })
      await new Promise((resolve) => setImmediate(resolve))
      return currentScopeAttributes()
    })

  expect(await Promise.all([run(1), run(2)])).toEqual([{ order: 1 }, { order: 2 }])
})

it('a nested scope starts with what its parent holds', () => {
  const nested = withScope(() => {
    setAttributes({ order: 7 })
    return withScope(() => {
      setAttributes({ item: 'mug' })
      return currentScopeAttributes()
    })
  })

  expect(nested).toEqual({ order: 7, item: 'mug' })
})

it('withScope passes on what the callback throws', () => {
  const fail = (): never => {
    throw new Error('no stock')
  }

  expect(() => withScope(fail)).toThrow('no stock')
})

it('a removed attribute is gone', () => {
  setAttributes({ region: 'eu', zone: 'a' })
  removeAttribute('region')

  expect(currentScopeAttributes()).toEqual({ zone: 'a' })
})

it('a user becomes user.id, user.name and user.email', () => {
  setUser({ id: 42, username: 'ada', email: 'ada@example.com' })

  expect(currentScopeAttributes()).toEqual({
    'user.id': '42',
    'user.name': 'ada',
    'user.email': 'ada@example.com',
  })
})

it('a new user replaces all of the old one, and null removes it', () => {
  setUser({ id: '1', email: 'ada@example.com' })
  setUser({ id: '2' })
  expect(currentScopeAttributes()).toEqual({ 'user.id': '2' })

  setUser(null)
  expect(currentScopeAttributes()).toEqual({})
})

it('an attribute set by name wins over the user', () => {
  setUser({ id: '1' })
  setAttributes({ 'user.id': 'anonymous' })

  expect(currentScopeAttributes()).toEqual({ 'user.id': 'anonymous' })
})

it('attributes that cannot be read, and what is no object, change nothing else', () => {
  setAttributes({ region: 'eu' })
  const trap = {
    get zone(): never {
      throw new Error('mine')
    },
    order: 7,
  }
  setAttributes(trap)
  for (const value of [null, undefined, 'text', 5, nastyValues['a revoked proxy']?.()])
    setAttributes(value as never)
  for (const value of [null, nastyValues['a revoked proxy']?.()]) removeAttribute(value as never)

  expect(currentScopeAttributes()).toEqual({ region: 'eu', zone: '[Throws: mine]', order: 7 })
})

it('a user that has no name for a part of it, or cannot be read, has none', () => {
  for (const user of [
    { id: null, username: null },
    { id: undefined },
    'ada',
    nastyValues['a revoked proxy']?.(),
  ]) {
    setUser(user as never)

    expect(currentScopeAttributes()).toEqual({})
  }
})
