/** `import '@otp-audit/runtime/testing/vitest'` in a test or a setup file: vitest's `expect` learns the matchers. */
import { expect } from 'vitest'
import { type OtpMatchers, otpMatchers } from './testing/matchers.js'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: vitest's own declaration has this default
  interface Matchers<T = any> extends OtpMatchers<T> {}
}

expect.extend(otpMatchers)
