/** Inherits from an empty object: as safe as one without a prototype, which V8 keeps as a slower hash table. */
class Bag<Value> {
  [name: string]: Value
}
Object.setPrototypeOf(Bag.prototype, null)
Reflect.deleteProperty(Bag.prototype, 'constructor')

/** Makes an empty object in which no name has a meaning of its own, `__proto__` included. */
export function createBag<Value>(): Record<string, Value> {
  return new Bag<Value>()
}
