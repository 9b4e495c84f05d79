/** Gives the configuration its type: editors complete its keys and values. */
export function defineConfig(config) {
    return config;
}
