// OpenTelemetry's logs as its documentation sets them up, with the batch processor.
import { logs } from '@opentelemetry/api-logs'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'

/** @param {string} origin */
export function startOpenTelemetry(origin) {
  const exporter = new OTLPLogExporter({ url: `${origin}/v1/logs` })
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    processors: [new BatchLogRecordProcessor({ exporter })],
  })
  logs.setGlobalLoggerProvider(provider)
  return provider
}
