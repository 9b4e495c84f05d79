/** The contracts of the runtime: results, transports, options. Times are milliseconds. */
// ---------- common ----------
export type Millis = number;
export type Seq = number;
export type DeliveryStage = 'accepted' | 'handed_over' | 'received' | 'processed' | 'stored';
export interface Clock { now(): number; setTimer(ms: Millis, fn: () => void): TimerHandle; microtask(fn: () => void): void; immediate(fn: () => void): void }
export interface TimerHandle { cancel(): void; unref?(): void }
export interface Random { next(): number }                                   // seedable: jitter, sampling, tests

// ---------- transport protocol ----------
export type DownReason =
  | { kind: 'exit'; code: number | null; signal?: string }
  | { kind: 'closed' } | { kind: 'crashed'; error: unknown } | { kind: 'never_existed' } | { kind: 'unreachable'; error?: unknown };
export type HandOver = { ok: true; pressure: 'ok' | 'high' } | { ok: false; reason: 'closed' } | { ok: false; reason: 'not_serializable'; index: number; error: unknown } | { ok: false; reason: 'transport_error'; error: unknown };
export interface TransportCapabilities {
  readonly ackStages: readonly DeliveryStage[];          // what this adapter can honestly prove
  readonly ordered: boolean; readonly batching: boolean; readonly transferables: boolean;
  readonly downDetection: 'event' | 'lock' | 'heartbeat' | 'none';
  readonly crashFence: boolean;                          // shared-memory progress cell: exact cut after a crash
  readonly clones: 'reference' | 'structured' | 'json';
}
export interface Frame { readonly epoch: number; readonly first: Seq; readonly bodies: readonly unknown[]; readonly transfer?: readonly unknown[] }
export interface AckFrame { readonly epoch: number; readonly received: Seq; readonly processed: Seq; readonly credit: number; readonly failures?: readonly (readonly [Seq, SerializedError])[]; readonly gaps?: readonly (readonly [Seq, Seq])[] }
export interface SerializedError { name: string; message: string; code?: string; stack?: string; cause?: SerializedError }
export interface Transport extends AsyncDisposable {
  readonly id: string; readonly capabilities: TransportCapabilities;
  write(frame: Frame): HandOver;
  onAck(fn: (ack: AckFrame) => void): Disposable;
  onDown(fn: (reason: DownReason) => void): Disposable;   // fires once; fires at once when already down
  progress?(): { started: Seq; finished: Seq };
}
export interface PeerOptions<M> { handler: (message: M, ctx: ReceiveContext) => unknown; ackAt?: 'received' | 'processed'; ackEvery?: 'tick' | number; credit?: number; dedupeWindow?: number }
export interface ReceiveContext { readonly seq: Seq; readonly attempt: number; readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal; extend(ms: Millis): void }

export interface TargetAdapter<T> { readonly name: string; accepts(target: unknown): target is T; open(target: T, env: RuntimeEnv): Transport }
export interface RuntimeEnv { clock: Clock; random: Random; telemetry: Telemetry }

// ---------- results ----------
interface Base { readonly seq: Seq; readonly attempts: number }
export type SendResult =
  | { readonly status: 'delivered'; readonly stage: DeliveryStage } & Base
  | { readonly status: 'failed'; readonly reason: 'handler_error'; readonly error: SerializedError } & Base     // peer ran it and it threw
  | { readonly status: 'undelivered'; readonly reason: UndeliveredReason; readonly cause?: unknown } & Base       // proven: the handler never started
  | { readonly status: 'unknown'; readonly reason: 'timeout' | 'down' | 'aborted'; readonly down?: DownReason } & Base;  // may or may not have run
export type UndeliveredReason = 'noproc' | 'down' | 'not_serializable' | 'buffer_full' | 'circuit_open' | 'expired' | 'aborted' | 'closed';
export type OnError = 'raise' | 'log' | 'deadLetter' | 'ignore';
export interface RetryPolicy { retries: number; backoff?: Millis | { kind: 'constant' | 'linear' | 'exponential' | 'decorrelatedJitter'; initial: Millis; factor?: number; max?: Millis; jitter?: 'none' | 'full' | 'equal' }; retryOn?: (r: Exclude<SendResult, { status: 'delivered' }>) => boolean; /** re-send a result that is `unknown`; needs dedupe or an idempotent handler */ retryUnknown?: boolean }
export interface SendOptions extends Partial<RetryPolicy> {
  timeout?: Millis; deadline?: number; stage?: 'handed_over' | 'received' | 'processed'; onError?: OnError; metadata?: Readonly<Record<string, unknown>>;
  idempotencyKey?: string; signal?: AbortSignal; transfer?: readonly unknown[]; isolate?: boolean /* own clone, no batching */; priority?: 'normal' | 'high'; overflow?: 'wait' | 'reject' | 'dropOldest';
}
export type BroadcastStrategy = 'all_or_nothing' | 'best_effort' | 'at_least_one';
export interface Recipient<T = unknown> { readonly id: string | number; readonly target: T; readonly meta?: unknown }
export interface BroadcastEntry { readonly id: string | number; readonly result: SendResult; readonly meta?: unknown }
export type BroadcastResult =
  | { readonly status: 'ok'; readonly delivered: readonly BroadcastEntry[]; readonly failed: readonly BroadcastEntry[] }
  | { readonly status: 'partial_failure'; readonly delivered: readonly BroadcastEntry[]; readonly failed: readonly BroadcastEntry[] }
  | { readonly status: 'all_failed'; readonly failed: readonly BroadcastEntry[] }
  | { readonly status: 'not_sent'; readonly blocked: readonly BroadcastEntry[] };          // all_or_nothing, pre-check refused: nobody was sent to

// ---------- SupervisedSend ----------
export interface SupervisedSendOptions { adapters?: readonly TargetAdapter<any>[]; defaults?: SendOptions; window?: number; batch?: { max: number; maxDelay?: 'microtask' | 'tick' | Millis }; breaker?: BreakerOptions | false; deadLetters?: DeadLetterQueue; monitors?: MonitorManager; timeouts?: TimeoutConfig; clock?: Clock; random?: Random; telemetry?: Telemetry }
export interface BreakerOptions { consecutive?: number; sampling?: { threshold: number; duration: Millis; minimum?: number }; halfOpenAfter: Millis | { initial: Millis; max: Millis }; scope?: 'target' | 'service' }
export interface SupervisedSend extends AsyncDisposable {
  sendSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Promise<SendResult>;
  /** tracked and acknowledged, no Promise per message; outcome through the channel's counters and onResult */
  postSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Seq;
  broadcastSupervised<M>(recipients: readonly (TargetRef<M> | Recipient<TargetRef<M>>)[], message: M, options?: SendOptions & { strategy?: BroadcastStrategy; concurrency?: number }): Promise<BroadcastResult>;
  sendToSelf<M>(self: SelfRef<M>, message: M): void;
  channel<M>(target: TargetRef<M>, options?: SendOptions): SupervisedChannel<M>;
  call<M, R>(target: TargetRef<M, R>, message: M, options?: SendOptions): Promise<R>;
  drain(options?: { timeout?: Millis }): Promise<DrainReport>;
  getStats(): SendStats;
}
export interface SupervisedChannel<M> extends AsyncDisposable { readonly inFlight: number; readonly writable: boolean; readonly state: 'open' | 'circuit_open' | 'half_open' | 'down'; post(m: M, o?: SendOptions): Seq; send(m: M, o?: SendOptions): Promise<SendResult>; ready(signal?: AbortSignal): Promise<void>; flush(): Promise<void>; onResult(fn: (r: SendResult) => void): Disposable; toWritable(): WritableStream<M> }
export type TargetRef<M = unknown, R = unknown> = object & { readonly __message?: M; readonly __reply?: R };
export interface SelfRef<M> { post(message: M): void }
export interface SendStats { sent: number; delivered: number; failed: number; undelivered: number; unknown: number; retried: number; rejected: number; inFlight: number; bytesHeld?: number; circuits: Readonly<Record<string, 'closed' | 'open' | 'half_open'>> }
export interface DrainReport { drained: boolean; inFlight: number; unknown: number }

// ---------- DeadLetterQueue ----------
export type DeadLetterFilter = 'all' | 'due' | { recipient?: string; reason?: string; olderThan?: Millis; attemptsAtLeast?: number; ids?: readonly string[]; where?: (e: DeadLetter) => boolean };
export interface DeadLetter<M = unknown> { readonly id: string; readonly recipient: RecipientAddress; readonly message: M; readonly reason: string; readonly detail?: SerializedError; readonly certainty: 'undelivered' | 'unknown' | 'failed'; readonly metadata: Readonly<Record<string, unknown>>; readonly attempts: number; readonly firstFailure: number; readonly lastAttempt: number; readonly nextAttempt: number | null; readonly state: 'pending' | 'leased' | 'exhausted'; readonly idempotencyKey?: string }
export interface RecipientAddress { readonly kind: string; readonly name: string }        // a name that can be resolved after a restart, never an object
export type RetryOutcome = { id: string; status: 'redelivered' } | { id: string; status: 'failed'; reason: string; attempts: number; nextAttempt: number } | { id: string; status: 'exhausted' } | { id: string; status: 'unresolvable' } | { id: string; status: 'leased_elsewhere' };
export interface DeadLetterQueueOptions { store?: DeadLetterStore; limit?: number; overflow?: 'dropOldest' | 'dropNewest' | 'reject'; maxAttempts?: number; retryInterval?: Millis; backoff?: RetryPolicy['backoff']; retryConcurrency?: number; resolve?: (a: RecipientAddress) => TargetRef | undefined; redact?: (m: unknown) => unknown; maxAge?: Millis; clock?: Clock; telemetry?: Telemetry }
export interface DeadLetterQueue extends AsyncDisposable {
  addMessage(recipient: TargetRef | RecipientAddress, message: unknown, reason: string, metadata?: Record<string, unknown>): Promise<AddResult>;
  retryMessages(filter?: DeadLetterFilter, options?: { signal?: AbortSignal; limit?: number }): Promise<readonly RetryOutcome[]>;
  listMessages(options?: { limit?: number; cursor?: string; filter?: DeadLetterFilter }): Promise<{ items: readonly DeadLetter[]; next?: string; total: number }>;
  getMessage(id: string): Promise<DeadLetter | undefined>;
  purgeMessages(filter?: DeadLetterFilter): Promise<{ purged: number }>;
  getStats(): { size: number; added: number; redelivered: number; exhausted: number; dropped: number; oldestAge: Millis };
  [Symbol.asyncIterator](): AsyncIterator<DeadLetter>;
}
export type AddResult = { status: 'stored'; id: string; durable: boolean } | { status: 'duplicate'; id: string } | { status: 'dropped'; reason: 'full' | 'not_serializable' };
export interface DeadLetterStore extends AsyncDisposable {
  readonly durable: boolean; readonly shared: boolean;
  append(entries: readonly DeadLetter[]): Promise<void>;                 // resolves after the durable commit; the queue groups calls
  lease(due: number, limit: number, owner: string, until: number): Promise<readonly DeadLetter[]>;
  settle(updates: readonly ({ id: string; op: 'delete' } | { id: string; op: 'update'; attempts: number; nextAttempt: number | null; state: DeadLetter['state'] })[]): Promise<void>;
  scan(cursor: string | undefined, limit: number): Promise<{ items: readonly DeadLetter[]; next?: string }>;
  count(): Promise<number>;
}

// ---------- MonitorManager ----------
export type MonitorRef = { readonly __brand: 'MonitorRef'; readonly id: number };
export interface MonitorOptions { tag?: string; owner?: OwnerRef; onDown?: (d: Down) => void; maxAge?: Millis; signal?: AbortSignal }
export type OwnerRef = object;                                             // Worker, actor, AbortSignal, Scope: anything with an end
export interface Down { readonly ref: MonitorRef; readonly target: TargetRef; readonly tag: string; readonly reason: DownReason }
export type MonitorResult = { status: 'ok'; ref: MonitorRef } | { status: 'error'; reason: 'unsupported_target' | 'owner_down' | 'closed' };
export interface MonitorInfo { ref: MonitorRef; target: string; tag: string; owner: string; ageMs: Millis; alive: boolean; callSite?: string }
export interface MonitorStats { created: number; cleaned: number; cleanedBy: { demonitor: number; targetDown: number; ownerDown: number; signal: number; collected: number }; leaked: number; active: number; byTag: Readonly<Record<string, number>> }
export interface MonitorManager extends AsyncDisposable {
  monitor(target: TargetRef, tagOrOptions?: string | MonitorOptions): MonitorResult;    // a target already down reports Down on the next microtask, as OTP does
  demonitor(ref: MonitorRef, options?: { flush?: boolean }): { status: 'ok' } | { status: 'not_found' };
  listMonitors(filter?: { tag?: string; target?: TargetRef; owner?: OwnerRef; limit?: number }): readonly MonitorInfo[];
  findLeaks(ageMs?: Millis): readonly MonitorInfo[];
  getStats(): MonitorStats;
  onLeak(fn: (leaks: readonly MonitorInfo[]) => void): Disposable;        // each leak is reported once
  monitorWithCleanup<R>(target: TargetRef, tag: string, body: (ref: MonitorRef, down: Promise<Down>) => R | Promise<R>): Promise<R>;
  scope(name: string): MonitorScope;
}
export interface MonitorScope extends Disposable { monitor: MonitorManager['monitor'] }
export declare function createMonitorManager(options?: { shards?: number; leakCheckInterval?: Millis; leakAge?: Millis; captureCallSite?: 'never' | 'sampled' | 'always'; clock?: Clock; telemetry?: Telemetry }): MonitorManager;

// ---------- TimeoutConfig ----------
export type TimeoutKey = string | readonly [category: string, ...rest: string[]];
export interface TimeoutRules { default?: Millis; services?: Record<string, Millis>; operations?: Record<string, Millis>; patterns?: Record<`${string}:*`, Millis>; requests?: readonly { match: (request: unknown) => boolean; operation: string }[]; environmentFactor?: number | Record<string, number>; min?: Millis; max?: Millis }
export interface TimeoutExplanation { ms: Millis; source: 'explicit' | 'override' | 'request' | 'service' | 'operation' | 'pattern' | 'default'; rule?: string; factor: number }
export interface TimeoutConfig {
  getTimeout(key: TimeoutKey): Millis;
  setTimeout(key: TimeoutKey, ms: Millis, options?: { ttl?: Millis }): Disposable;       // run-time override; dispose restores
  getTimeoutForCall(server: TimeoutKey, request: unknown, options?: { timeout?: Millis | 'infinity' }): Millis | 'infinity';
  callWithTimeout<R>(server: TimeoutKey, request: unknown, fn: (ctx: { signal: AbortSignal; timeout: Millis; remaining(): Millis }) => Promise<R>, options?: { timeout?: Millis | 'infinity'; signal?: AbortSignal }): Promise<CallResult<R>>;
  explain(server: TimeoutKey, request?: unknown): TimeoutExplanation;
  withFactor(factor: number): TimeoutConfig;
}
export type CallResult<R> = { status: 'ok'; value: R } | { status: 'timeout'; timeoutMs: Millis } | { status: 'aborted'; reason: unknown } | { status: 'error'; error: unknown };

// ---------- errors (only with onError:'raise' and call()) ----------
export declare class OtpRuntimeError extends Error { readonly code: string; readonly retryable: boolean }
export declare class SendFailedError extends OtpRuntimeError { readonly code: 'ERR_SEND_FAILED'; readonly result: Exclude<SendResult, { status: 'delivered' }> }
export declare class CallTimeoutError extends OtpRuntimeError { readonly code: 'ERR_CALL_TIMEOUT'; readonly timeoutMs: Millis; readonly certainty: 'undelivered' | 'unknown' }
export declare class NoTargetError extends OtpRuntimeError { readonly code: 'ERR_NOPROC' }
export declare class CircuitOpenError extends OtpRuntimeError { readonly code: 'ERR_CIRCUIT_OPEN'; readonly retryAt: number }
export declare class BufferFullError extends OtpRuntimeError { readonly code: 'ERR_BUFFER_FULL' }
export declare class NotSerializableError extends OtpRuntimeError { readonly code: 'ERR_NOT_SERIALIZABLE'; readonly path?: string }
export declare class RemoteHandlerError extends OtpRuntimeError { readonly code: 'ERR_REMOTE_HANDLER'; readonly remote: SerializedError }

// ---------- telemetry ----------
export interface Telemetry { readonly enabled: { send: boolean; retry: boolean; dlq: boolean; monitor: boolean }; emit(name: TelemetryName, fields: Record<string, unknown>): void; observe(fn: () => Record<string, number>): Disposable }
export type TelemetryName = 'otp.send.start' | 'otp.send.result' | 'otp.send.retry' | 'otp.circuit.state' | 'otp.dlq.added' | 'otp.dlq.redelivered' | 'otp.dlq.exhausted' | 'otp.dlq.dropped' | 'otp.monitor.created' | 'otp.monitor.cleaned' | 'otp.monitor.leaks' | 'otp.pressure.high' | 'otp.pressure.low';
