import { isReadable, readOrTell } from './plain.ts'

/** Own enumerable fields of one record of a logger, symbols included. */
export type Fields = Record<PropertyKey, unknown>

/**
 * Takes the fields over from a record that must not be changed. A field whose getter throws says so
 * in its place; what is no object has no fields.
 */
export function readFields(record: unknown): Fields {
  if (typeof record !== 'object' || record === null) return {}
  try {
    return { ...record }
  } catch {
    return readOneByOne(record)
  }
}

/** Reads one field, inherited ones too; one that throws reads as undefined. */
export function readField(record: unknown, name: PropertyKey): unknown {
  if (!isReadable(record)) return undefined
  try {
    return record[name]
  } catch {
    return undefined
  }
}

function readOneByOne(record: object): Fields {
  const fields: Fields = {}
  for (const name of ownNames(record)) {
    const value = readOrTell(record, name)
    // Assigning would reach the prototype under the name `__proto__`.
    Object.defineProperty(fields, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return fields
}

function ownNames(record: object): readonly PropertyKey[] {
  try {
    return Reflect.ownKeys(record).filter((name) => isEnumerable(record, name))
  } catch {
    return []
  }
}

const isEnumerable = (record: object, name: PropertyKey): boolean =>
  Reflect.getOwnPropertyDescriptor(record, name)?.enumerable === true
