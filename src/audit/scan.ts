import type { ScanOptions, ScanResult } from '../result.js'

export async function scan(_options: ScanOptions = {}): Promise<ScanResult> {
  throw new Error('not yet')
}
