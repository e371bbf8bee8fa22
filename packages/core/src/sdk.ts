import packageJson from '../package.json' with { type: 'json' }

/** Name and version under which requests and envelopes are sent. */
export const sdk: { readonly name: string; readonly version: string } = {
  name: 'logs-to-sentry',
  version: packageJson.version,
}
