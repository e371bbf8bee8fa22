import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { inOpenTelemetrySpan } from './support/opentelemetry.ts'
import { anywhere, testTraceOfLogs } from './support/trace-of-logs.ts'

new NodeTracerProvider().register()

testTraceOfLogs(inOpenTelemetrySpan, () => anywhere)
