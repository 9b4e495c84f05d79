import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadConfigs } from '../../../src/config/config.js'
import { createTimeoutConfig, loadTimeoutRules, timeoutRulesFromEnvironment } from '../../src/timeouts/index.js'

function project(config: unknown): string {
  const dir = mkdtempSync(join(tmpdir(), 'otp-timeouts-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'packages/app'), { recursive: true })
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  writeFileSync(join(dir, 'otp-audit.config.json'), text)
  return dir
}

it('reads the key `timeouts` of the nearest configuration at or above the folder', () => {
  const dir = project({
    preset: 'strict',
    timeouts: {
      default: 700,
      services: { db: 800 },
      patterns: { 'http:*': 900, 'cache_lookup:*': 5 },
      requests: [{ match: 'ping', operation: 'health_check' }],
    },
  })
  const rules = loadTimeoutRules({ from: join(dir, 'packages/app'), env: {} })
  using timeouts = createTimeoutConfig({ rules })
  expect(timeouts.getTimeout('x')).toBe(700)
  expect(timeouts.getTimeout('db')).toBe(800)
  expect(timeouts.getTimeout('http:get')).toBe(900)
  expect(timeouts.getTimeout('cache_lookup:get')).toBe(5)
  expect(timeouts.getTimeoutForCall('x', { type: 'ping' })).toBe(1_000)
  expect(timeouts.getTimeout('network_call:x')).toBe(60_000)
})

it('lets environment variables win over the file, the single ones over the JSON', () => {
  const dir = project({ timeouts: { default: 700, services: { db: 800, queue: 1 } } })
  const env = {
    OTP_AUDIT_TIMEOUTS: '{"default": 750, "services": {"db": 850}, "min": 3}',
    OTP_AUDIT_TIMEOUT_DEFAULT: '760',
    OTP_AUDIT_TIMEOUT_FACTOR: '1.5',
    OTP_AUDIT_TIMEOUT_MAX: '1200',
  }
  using timeouts = createTimeoutConfig({ rules: loadTimeoutRules({ from: dir, env }) })
  expect(timeouts.getTimeout('x')).toBe(1140)
  expect(timeouts.getTimeout('db')).toBe(1200)
  expect(timeouts.getTimeout('queue')).toBe(3)
})

it('reads the process’s own environment by default', () => {
  process.env.OTP_AUDIT_TIMEOUT_DEFAULT = '1234'
  onTestFinished(() => {
    delete process.env.OTP_AUDIT_TIMEOUT_DEFAULT
  })
  expect(loadTimeoutRules({ file: false })).toEqual({ default: 1234 })
})

it('has no rules where there are none', () => {
  expect(loadTimeoutRules({ from: project({}), env: {} })).toEqual({})
  expect(loadTimeoutRules({ file: false, env: { OTP_AUDIT_TIMEOUT_DEFAULT: ' ' } })).toEqual({})
  expect(timeoutRulesFromEnvironment({ OTP_AUDIT_TIMEOUT_DEFAULT: 'infinity' })).toEqual({ default: 'infinity' })
})

it.each([
  [{ timeouts: { defualt: 5 } }, /otp-audit\.config\.json: timeouts\.defualt must be one of default, services/],
  [{ timeouts: { services: { db: '5s' } } }, /timeouts\.services\['db'\] must be milliseconds/],
  [{ timeouts: 5000 }, /timeouts must be an object/],
  ['[]', /must be one object/],
  ['{ broken', /must be valid JSON/],
])('names the file and what is wrong: %j', (config, message) => {
  expect(() => loadTimeoutRules({ from: project(config), env: {} })).toThrow(message)
})

it.each([
  [{ OTP_AUDIT_TIMEOUT_DEFAULT: '5s' }, /OTP_AUDIT_TIMEOUT_DEFAULT\.default must be milliseconds/],
  [{ OTP_AUDIT_TIMEOUT_DEFAULT: '-1' }, /OTP_AUDIT_TIMEOUT_DEFAULT/],
  [{ OTP_AUDIT_TIMEOUT_FACTOR: '0' }, /OTP_AUDIT_TIMEOUT_FACTOR/],
  [{ OTP_AUDIT_TIMEOUT_MIN: 'infinity' }, /OTP_AUDIT_TIMEOUT_MIN/],
  [{ OTP_AUDIT_TIMEOUTS: 'default=5' }, /OTP_AUDIT_TIMEOUTS must be valid JSON/],
  [{ OTP_AUDIT_TIMEOUTS: '{"patterns": {"*": 1}}' }, /OTP_AUDIT_TIMEOUTS\.patterns must be written as/],
])('names the variable that is wrong: %j', (env, message) => {
  expect(() => loadTimeoutRules({ file: false, env })).toThrow(message)
})

it('says which file is missing', () => {
  expect(() => loadTimeoutRules({ file: '/nowhere/x.json', env: {} })).toThrow(
    /\/nowhere\/x\.json must be a readable file \(ENOENT\)/,
  )
})

it('shares its file with the command line tool, which lets the key pass but not a wrong one', async () => {
  const [config] = await loadConfigs(project({ preset: 'strict', timeouts: { default: 5 } }), [])
  expect(config?.says.preset).toBe('strict')
  await expect(loadConfigs(project({ timeouts: 5 }), [])).rejects.toThrow('"timeouts" must be an object, not 5')
})
