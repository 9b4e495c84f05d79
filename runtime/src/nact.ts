/** nact actors as recipients: the adapter needs the program's own nact module. */
export { type NactAdapterOptions, type NactModule, type NactRef, nactAdapter, spawnServed } from './transports/nact.js'
