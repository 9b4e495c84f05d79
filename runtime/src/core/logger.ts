/** Logging, injected. Lines are a sentence and fields; payloads are redacted before they come here. */
export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

const nothing = (): void => {}
const say =
  (level: 'warn' | 'error') =>
  (message: string, fields?: LogFields): void =>
    console[level](`[otp-audit] ${message}`, fields ?? {})

/** Writes warnings and errors to the console as one structured value; `debug` and `info` are dropped. */
export const consoleLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: /* @__PURE__ */ say('warn'),
  error: /* @__PURE__ */ say('error'),
}

export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** A logger that throws must not keep a send from its result: what it said goes to the console. */
export function guarded(logger: Logger): Logger {
  if (logger === consoleLogger) return logger
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
