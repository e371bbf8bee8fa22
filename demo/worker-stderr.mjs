// Preload. What a worker writes to stderr takes the way through the main thread, which is no longer
// there for it when pino ends its worker at exit: write it at once.
import { writeSync } from 'node:fs'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

if (!isMainThread) {
  process.stderr.write = (text) => {
    writeSync(2, text)
    return true
  }
}
