/** nact actors as recipients: `nactAdapter(nact)`, and `spawnServed` for proof of what they have processed. */
export {
  type NactAdapterOptions,
  type NactModule,
  type NactProps,
  type NactRef,
  nactAdapter,
  spawnServed,
} from './transports/nact.js'
