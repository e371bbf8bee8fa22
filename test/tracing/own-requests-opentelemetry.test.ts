import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'
import { inOpenTelemetrySpan } from './support/opentelemetry.ts'
import { testOwnRequests } from './support/own-requests.ts'

const exporter = new InMemorySpanExporter()
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
provider.register()
new UndiciInstrumentation().setTracerProvider(provider)

testOwnRequests(inOpenTelemetrySpan, () =>
  exporter.getFinishedSpans().map(({ attributes }) => attributes),
)
