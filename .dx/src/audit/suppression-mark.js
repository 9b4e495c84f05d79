/** Written in a file at all: so that one without any site is looked at. Alone here: most scans need no more of this. */
export const suppressionMark = 'otp-audit-ignore';
