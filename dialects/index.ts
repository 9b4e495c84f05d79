import type { Dialect, Row } from '../src/sites/dialect.js'
import { abortSignal } from './abort-signal.js'
import { bullmq } from './bullmq.js'
import { childProcess } from './child-process.js'
import { cluster } from './cluster.js'
import { comlink } from './comlink.js'
import { electron } from './electron.js'
import { grpc } from './grpc.js'
import { nact } from './nact.js'
import { nest } from './nest.js'
import { nodeEvents } from './node-events.js'
import { nodeProcess } from './node-process.js'
import { nonPeers } from './non-peers.js'
import { otpRuntime } from './otp-runtime.js'
import { pTimeout } from './p-timeout.js'
import { partyserver } from './partyserver.js'
import { pools } from './pools.js'
import { react } from './react.js'
import { rxjs } from './rxjs.js'
import { socketIo } from './socket-io.js'
import { socketIoClient } from './socket-io-client.js'
import { timers } from './timers.js'
import { vue } from './vue.js'
import { webMessaging } from './web-messaging.js'
import { workerThreads } from './worker-threads.js'
import { workerpool } from './workerpool.js'
import { ws } from './ws.js'
import { xstate } from './xstate.js'
import { xstate4 } from './xstate4.js'

/** All dialects. Where two define the same name, the members are merged and the later one wins. */
export const dialects: readonly Dialect[] = [
  nonPeers,
  nodeEvents,
  workerThreads,
  childProcess,
  cluster,
  nodeProcess,
  webMessaging,
  abortSignal,
  timers,
  ws,
  partyserver,
  socketIo,
  socketIoClient,
  electron,
  xstate,
  xstate4,
  nact,
  comlink,
  pools,
  workerpool,
  bullmq,
  grpc,
  nest,
  react,
  vue,
  rxjs,
  pTimeout,
  otpRuntime,
]

/** Whether a row is one of these: what a migration may make of a call is argued for them alone, library by library. */
export const isBuiltIn = ({ dialect, from, sym }: Pick<Row, 'from' | 'sym'> & { dialect: string }): boolean =>
  dialects.some(d => d.name === dialect && d.rows.some(row => row.from === from && row.sym === sym))

/** Why a call of another row stays. */
export const notBuiltIn = 'it is of no built-in dialect, which alone the codemods know'
