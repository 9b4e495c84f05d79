/** The endpoints that `servePeer` knows. In browsers those of Node accept nothing. */
import { portEndpoint, workerEndpoint } from '../peer/port-endpoint.js'
import type { AnyEndpointAdapter } from '../peer/serve.js'
import { childProcessEndpoint } from './child-process.js'
import { clusterEndpoint } from './cluster.js'
import { processEndpoint } from './process.js'
import { webWorkerEndpoint } from './web-worker.js'
import { wsEndpoint } from './ws.js'

export const defaultEndpoints: readonly AnyEndpointAdapter[] = [
  portEndpoint,
  workerEndpoint,
  webWorkerEndpoint,
  /* @__PURE__ */ processEndpoint(),
  /* @__PURE__ */ childProcessEndpoint(),
  /* @__PURE__ */ clusterEndpoint(),
  /* @__PURE__ */ wsEndpoint(),
]
