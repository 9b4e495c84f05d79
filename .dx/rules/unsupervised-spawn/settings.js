import { shapesSchema } from '../../src/config/schema/shapes.js';
export const unsupervisedSpawnShapes = ['spawn', 'fire-and-forget'];
export const unsupervisedSpawnSchema = {
    ignoreShapes: shapesSchema(unsupervisedSpawnShapes, 'Spawns of these shapes are no findings.'),
};
