import { defineConfig, type ViteUserConfig } from 'vitest/config'

const conditions = ['@logs-to-sentry/source']
/** Tests of the packed packages, installed by npm outside of the workspace. */
const packed = ['test/packaging/**/*.test.ts', 'test/examples.test.ts']

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: packed,
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
