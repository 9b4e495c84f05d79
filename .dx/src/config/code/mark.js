/** Query parameter of modules that a configuration is made of. */
export const mark = 'otp-audit-config';
