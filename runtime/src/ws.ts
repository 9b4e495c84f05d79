/** WebSockets (`ws`, and what behaves like it) as recipients and as served endpoints. */
export { isWsSocket, type WsAdapterOptions, type WsSocket, wsAdapter, wsEndpoint } from './transports/ws.js'
