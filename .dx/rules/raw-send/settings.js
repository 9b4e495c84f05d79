import { shapesSchema } from '../../src/config/schema/shapes.js';
export const rawSendShapes = [
    'agent',
    'signal',
    'broadcast',
    'fallback',
    'scheduled',
    'delayed',
    'reply-to-parent',
    'reply-to-requester',
    'relay',
    'ping',
    'dynamic-self',
];
export const rawSendSchema = {
    ignoreShapes: shapesSchema(rawSendShapes, 'Sends of these shapes are no findings.'),
};
