import type * as Crypto from 'node:crypto'
import type * as Fs from 'node:fs'
import { createRequire } from 'node:module'
import type * as WorkerThreads from 'node:worker_threads'
import type * as Zlib from 'node:zlib'

interface Load {
  (name: 'node:fs'): typeof Fs
  (name: 'node:zlib'): typeof Zlib
  (name: 'node:crypto'): typeof Crypto
  (name: 'node:worker_threads'): typeof WorkerThreads
}

const load: Load = createRequire(import.meta.url)

// Loaded when they are used: a program that starts would wait ten milliseconds for them.

export const zlib = (): typeof Zlib => load('node:zlib')

export const crypto = (): typeof Crypto => load('node:crypto')

export const workerThreads = (): typeof WorkerThreads => load('node:worker_threads')

/** An `import` of it loads streams and promises of files as well. */
export const fs = (): typeof Fs => load('node:fs')
