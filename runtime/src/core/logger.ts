/** Logging, injected. Lines are a sentence and fields; payloads are redacted before they come here. */
export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** Writes warnings and errors to the console as one structured value; `debug` and `info` are dropped. */
export const consoleLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: (message, fields) => console.warn(`[otp-audit] ${message}`, fields ?? {}),
  error: (message, fields) => console.error(`[otp-audit] ${message}`, fields ?? {}),
}

export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
