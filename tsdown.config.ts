import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  workspace: 'packages/*',
  // A worker thread begins with a file of its own.
  entry: 'src/{index,worker/worker}.ts',
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20.19',
  dts: { oxc: true },
  sourcemap: true,
  // No advice to give CommonJS up: it is meant.
  checks: { legacyCjs: false },
  clean: true,
  // Jest loads CommonJS packages, but no `import()` in them; sources in the maps would be a third of what is installed.
  outputOptions: { exports: 'named', dynamicImportInCjs: false, sourcemapExcludeSources: true },
})

export default config
