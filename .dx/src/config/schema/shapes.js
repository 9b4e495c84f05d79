/** The option `ignoreShapes` of a rule. */
export const shapesSchema = (shapes, description) => ({
    type: 'array',
    items: { enum: shapes },
    default: [],
    description,
});
