/** XState 5 actors as recipients: `createSupervisedSend({ adapters: [xstateAdapter(), …] })`. */
export { isXStateActor, type XStateActor, type XStateAdapterOptions, xstateAdapter } from './transports/xstate.js'
