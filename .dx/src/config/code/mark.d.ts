/** Query parameter of modules that a configuration is made of. */
export declare const mark = "otp-audit-config";
