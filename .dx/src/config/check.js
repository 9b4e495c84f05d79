/** All that can be wrong with a configuration. Loaded only where there is one. */
import { configSchema } from './schema/index.js';
import { mistakesIn } from './validate.js';
/** One line for each mistake; none: `value` is a configuration. */
export function check(value) {
    const wrong = mistakesIn(value, configSchema);
    return wrong.length > 0 ? wrong : [...contradictions(value)];
}
/** What a schema can't say. */
function* contradictions({ timeouts, dialects = {} }) {
    const { min = 1, max = 0x7fffffff } = timeouts ?? {};
    if (min > max)
        yield `"timeouts.min" must be at most "timeouts.max" (${max}), not ${min}`;
    for (const [key, dialect] of Object.entries(dialects)) {
        if (typeof dialect !== 'object' || dialect.name === undefined || dialect.name === key)
            continue;
        yield `"dialects.${key}.name" must be its key, "${key}", not "${dialect.name}"`;
    }
}
