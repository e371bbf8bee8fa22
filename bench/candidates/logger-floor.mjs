export async function create() {
  return { log() {}, end: async () => {} }
}
