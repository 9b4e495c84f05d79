/** OpenTelemetry: metrics of everything that is counted, and sampled spans of sends. */
export { bridgeOpenTelemetry, type OpenTelemetryBridgeOptions } from './otel/bridge.js'
