import { reported } from '../config/defaults.js';
import { tool } from '../tool.js';
import { rules, unaudited } from './rules.js';
const { version } = tool();
const plugin = {
    meta: { name: 'otp-audit', version, namespace: 'otp-audit' },
    rules,
    configs: { recommended: config('recommended'), stage3: config('stage3'), strict: config('strict') },
};
/** Findings warn, as they do in a scan; a file that nothing is known of never passes. */
function config(preset) {
    const warned = [...reported[preset]];
    return {
        name: `otp-audit/${preset}`,
        plugins: {
            get 'otp-audit'() {
                return plugin;
            },
        },
        settings: { 'otp-audit': { preset } },
        rules: {
            ...Object.fromEntries(warned.map(rule => [`otp-audit/${rule}`, 'warn'])),
            [`otp-audit/${unaudited}`]: 'error',
        },
    };
}
export default plugin;
