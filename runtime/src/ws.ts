/** Sockets of the `ws` package as recipients and as endpoints. */
export { isWsSocket, type WsAdapterOptions, type WsSocket, wsAdapter, wsEndpoint } from './transports/ws.js'
export type { WsLinkOptions } from './transports/ws-link.js'
