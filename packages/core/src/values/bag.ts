/** Inherits from an empty object: as safe as one without a prototype, which V8 keeps as a slower hash table. */
class Bag {
  [name: string]: never
}
Object.setPrototypeOf(Bag.prototype, null)
Reflect.deleteProperty(Bag.prototype, 'constructor')

/** Makes an empty object, for values of any kind, in which no name has a meaning of its own, `__proto__` included. */
export function createBag(): Record<string, never> {
  return new Bag()
}
