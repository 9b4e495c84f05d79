/** Text as JSON readers of all kinds accept it: halves of characters are replaced. */
export const jsonText = (document) => `${JSON.stringify(document, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value), 1)}\n`;
