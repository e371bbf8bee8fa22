import { AsyncLocalStorage } from 'node:async_hooks'
import { readField, readFields } from '../values/fields.ts'
import { shared } from '../process/shared.ts'

/** The person or account a log belongs to. What is set here is sent: setting it is the consent. */
export interface User {
  readonly id?: string | number | undefined
  readonly username?: string | undefined
  readonly email?: string | undefined
}

/** Raw attributes by name; never changed in place, so that its identity stands for its content. */
export type ScopeAttributes = Readonly<Record<string, unknown>>

interface Scope {
  attributes: ScopeAttributes
  user: ScopeAttributes
  merged: ScopeAttributes
}

const createScope = (parent?: Scope): Scope =>
  parent === undefined ? { attributes: {}, user: {}, merged: {} } : { ...parent }

const scopes = shared('scopes', () => new AsyncLocalStorage<Scope>())
const processScope = shared('process-scope', () => createScope())

const currentScope = (): Scope => scopes.getStore() ?? processScope

/** Attributes of the scope that the caller runs in, the user's among them. */
export function currentScopeAttributes(): ScopeAttributes {
  return currentScope().merged
}

/**
 * Runs a callback in a copy of the current scope: what it sets is seen by everything logged inside
 * it, also after an await, and by nothing outside.
 *
 * @returns what the callback returns
 */
export function withScope<Result>(callback: () => Result): Result {
  return scopes.run(createScope(currentScope()), callback)
}

/**
 * Sets the user of all further logs of the current scope, outside any scope of the process: sent as
 * `user.id`, `user.name` and `user.email`. Null removes it.
 */
export function setUser(user: User | null): void {
  const scope = currentScope()
  const id = readField(user, 'id')
  const parts = {
    'user.id': typeof id === 'number' ? String(id) : id,
    'user.name': readField(user, 'username'),
    'user.email': readField(user, 'email'),
  }
  scope.user = Object.fromEntries(Object.entries(parts).filter(([, part]) => isGiven(part)))
  merge(scope)
}

/**
 * Sets attributes of all further logs of the current scope; those of the log itself win.
 *
 * Values of any kind. An object is read at the next log: to change what is sent, set it again.
 */
export function setAttributes(attributes: ScopeAttributes): void {
  const scope = currentScope()
  scope.attributes = { ...scope.attributes, ...readFields(attributes) }
  merge(scope)
}

/** Removes an attribute from the current scope. */
export function removeAttribute(name: string): void {
  const scope = currentScope()
  const left = Object.entries(scope.attributes).filter(([other]) => other !== name)
  scope.attributes = Object.fromEntries(left)
  merge(scope)
}

const isGiven = (part: unknown): boolean => part !== undefined && part !== null

function merge(scope: Scope): void {
  scope.merged = { ...scope.user, ...scope.attributes }
}
