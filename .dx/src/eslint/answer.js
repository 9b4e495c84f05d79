/** The name under which undecided sites are reported: no rule of the scan. */
export const undecided = 'undecided';
