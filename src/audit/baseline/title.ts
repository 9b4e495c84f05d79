/** How a baseline begins. Alone here: most runs need no more of it. */
export const title = 'otp-audit-baseline'
