import { defineConfig, type UserConfig } from 'tsdown'

const common: UserConfig = {
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20.19',
  dts: { oxc: true },
  sourcemap: true,
  // An application that starts waits for it to be read. Names are what inspections and traces show.
  minify: { compress: { keepNames: { class: true, function: true } }, mangle: { keepNames: true } },
  // No advice to give CommonJS up: it is meant.
  checks: { legacyCjs: false },
  // scripts/build.mjs does.
  clean: false,
  // Jest loads CommonJS packages, but no `import()` in them; sources in the maps would be a third of what is installed.
  outputOptions: { exports: 'named', dynamicImportInCjs: false, sourcemapExcludeSources: true },
}

const config: UserConfig[] = defineConfig([
  { ...common, workspace: 'packages/*', entry: 'src/index.ts' },
  // A worker thread begins with a file of its own. They share none, which would be one more to wait for.
  { ...common, workspace: 'packages/core', entry: { 'worker/worker': 'src/worker/worker.ts' } },
])

export default config
