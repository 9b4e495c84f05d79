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

/** A logger that throws must not keep a send from its result: what it said goes to the console. */
export function guarded(logger: Logger): Logger {
  if (logger === consoleLogger || logger === silentLogger) return logger
  const guard =
    (level: keyof Logger) =>
    (message: string, fields?: LogFields): void => {
      try {
        logger[level](message, fields)
      } catch (error) {
        consoleLogger.error(`the logger threw on: ${message}`, { error })
      }
    }
  return { debug: guard('debug'), info: guard('info'), warn: guard('warn'), error: guard('error') }
}
