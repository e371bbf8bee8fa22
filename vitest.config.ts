import { availableParallelism } from 'node:os'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const conditions = ['@logs-to-sentry/source']
/** Tests of the packed packages, installed by npm outside of the workspace. */
const packed = ['test/packaging/**/*.test.ts', 'test/examples.test.ts']
/** Tests that need no process of their own: to start one costs more than they do. */
const together = [
  'packages/core/test/{delivery,options,record,template,values,worker}/**/*.test.ts',
  'packages/core/test/severity.test.ts',
  'test/relay*.test.ts',
]
/** Those beside them that change what a process has once, say what it is told once, or make a client. */
const alone = [
  'packages/core/test/delivery/untraced.test.ts',
  'packages/core/test/options/hooks.test.ts',
  'packages/core/test/record/{active-trace,filters*,parameters,sampling-traces}.test.ts',
]

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // However busy the machine is.
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: together,
          exclude: alone,
          isolate: false,
          setupFiles: './test/support/as-found.ts',
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone },
      },
      {
        extends: true,
        test: {
          name: 'source',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...packed, ...together],
        },
      },
      {
        extends: true,
        test: { name: 'packed', include: packed, globalSetup: './test/packaging/setup.mjs' },
      },
    ],
  },
})

export default config
