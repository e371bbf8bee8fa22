import { defineConfig, type ViteUserConfig } from 'vitest/config'

const conditions = ['@logs-to-sentry/source']

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
  },
})

export default config
