/** What `bin` starts: next to nothing for `--version`, which is to be as fast as Node, else the program. */
import { fileURLToPath } from 'node:url'
import { tool } from '../tool.js'
import { compiled } from './code-cache.js'
import type { main } from './main.js'
import { sink } from './streams.js'

/** The rest of the tool as one script, which the build puts beside this file's bundle. */
const program = new URL('./program.cjs', import.meta.url)

export async function launch(): Promise<void> {
  try {
    await start(process.argv.slice(2))
  } catch (error) {
    // Node's own exit code for it is 1, which means findings here
    process.exitCode = 3
    await sink(process.stderr).write(`otp-audit: can't start: ${(error as Error).message}; install it again\n`)
  }
}

async function start([first, ...more]: string[]): Promise<void> {
  if ((first === '--version' || first === '-v') && more.length === 0)
    return sink(process.stdout).write(`${tool().version}\n`)
  // what a command runs through differs, and what it never runs is not worth keeping for it
  const kind = `${/^[a-z]+$/.test(first ?? '') ? first : 'help'}${more.includes('--staged') ? '-staged' : ''}`
  await compiled<{ main: typeof main }>(fileURLToPath(program), kind, tool().version).main()
}
