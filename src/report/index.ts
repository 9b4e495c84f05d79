import type { ScanResult } from '../result.js'
import { json } from './json.js'
import { stage3 } from './stage3.js'
import { text } from './text.js'
import type { View } from './view.js'

export type Format = 'stage3' | 'text' | 'json'

/** One pure function a format. */
export const reports: Record<Format, (result: ScanResult, view: View) => string> = { stage3, text, json }

export const formats = Object.keys(reports) as Format[]
