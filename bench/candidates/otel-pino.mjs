import pino from 'pino'
import { withPino } from './callers.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const transport = pino.transport({
    target: 'pino-opentelemetry-transport',
    options: {
      resourceAttributes: { 'service.name': 'shop' },
      logRecordProcessorOptions: {
        recordProcessorType: 'batch',
        exporterOptions: {
          protocol: 'http/protobuf',
          protobufExporterOptions: { url: `${origin}/v1/logs` },
        },
      },
    },
  })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
