/** XState 5 actors as recipients. The main entry point knows them, too; here are the adapter's options. */
export { isXStateActor, type XStateActor, type XStateAdapterOptions, xstateAdapter } from './transports/xstate.js'
