/** Takes the prototype from an object of ours: what somebody gives to all objects is no field of it. */
export function bare<Fields extends object>(object: Fields): Fields {
  Object.setPrototypeOf(object, null)
  return object
}
