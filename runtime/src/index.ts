/** The runtime comes with the next release; the package exists so that its name and its build are settled. */
export {}
