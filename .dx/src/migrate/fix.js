export const safeties = ['safe', 'review', 'all'];
/** Whether a fix of this safety is wanted when `asked` is. */
export const allows = (asked, fix) => safeties.indexOf(fix) <= safeties.indexOf(asked);
