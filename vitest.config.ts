import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'runtime/test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // what the command line keeps for its user is not for tests to touch
    env: { XDG_CACHE_HOME: join(tmpdir(), 'otp-audit-tests-cache') },
  },
})
export default config
