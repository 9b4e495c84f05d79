/** The recipients that the main entry point knows. In browsers those of Node accept nothing. */
import { actorAdapter } from './actor.js'
import type { AnyAdapter } from './adapters.js'
import { broadcastChannelAdapter } from './broadcast-channel.js'
import { childProcessAdapter } from './child-process.js'
import { clusterAdapter } from './cluster.js'
import { messagePortAdapter } from './message-port.js'
import { processAdapter } from './process.js'
import { standInAdapter } from './stand-in.js'
import { webWorkerAdapter } from './web-worker.js'
import { workerAdapter } from './worker.js'
import { wsAdapter } from './ws.js'
import { xstateAdapter } from './xstate.js'

/** The particular before the general: the first that accepts a target has it. */
export const defaultAdapters: readonly AnyAdapter[] = [
  actorAdapter,
  workerAdapter,
  messagePortAdapter,
  webWorkerAdapter,
  broadcastChannelAdapter,
  /* @__PURE__ */ processAdapter(),
  /* @__PURE__ */ childProcessAdapter(),
  /* @__PURE__ */ clusterAdapter(),
  /* @__PURE__ */ xstateAdapter(),
  /* @__PURE__ */ wsAdapter(),
  standInAdapter,
]
