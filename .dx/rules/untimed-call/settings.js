import { shapesSchema } from '../../src/config/schema/shapes.js';
export const untimedCallShapes = ['untimed', 'hand-made', 'lifecycle', 'ping'];
export const untimedCallSchema = {
    ignoreShapes: shapesSchema(untimedCallShapes, 'Calls of these shapes are no findings.'),
    libraryDefaults: {
        type: 'boolean',
        description: 'Whether a bound that is only the library’s own default is enough. Default: true with preset recommended, else false.',
    },
};
