import { rm } from 'node:fs/promises'
import { createConsumer } from '../../scripts/consumer.mjs'

/**
 * Gives the tests the project that the gate has made, or makes one from the built packages.
 *
 * @param {import('vitest/node').TestProject} project
 */
export default async function setup(project) {
  const made = process.env.LOGS_TO_SENTRY_CONSUMER
  const consumer = made ?? (await createConsumer())
  project.provide('consumer', consumer)
  return async () => {
    if (made === undefined) await rm(consumer, { recursive: true, force: true })
  }
}
