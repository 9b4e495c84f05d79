/** Bits of a message's state. Constants of their own, which bundlers put in their places. */
export const handedOver = 1
export const received = 2
export const processed = 3
export const stageMask = 3
/** The sender waits for the handler's value. */
export const ask = 4
/** Written alone. */
export const solo = 8
/** Nothing behind it is written before it settles: it may be written again. */
export const barrier = 16
export const settled = 32
/** Its timeout is the channel's: watched by the channel's one timer. */
export const commonTimeout = 128

/** More than the hand-over. */
export function wantsMore(flags: number): boolean {
  return (flags & stageMask) > handedOver || (flags & ask) !== 0
}
