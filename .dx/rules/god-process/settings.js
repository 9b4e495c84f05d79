import { shapesSchema } from '../../src/config/schema/shapes.js';
export const godProcessShapes = ['god-process', 'state-machine'];
/** Printed with every finding and in the summary. */
export const thresholds = {
    lines: 300,
    duties: 3,
    moduleLines: 1000,
    recipients: 3,
    messageKinds: 8,
    timers: 2,
    selfSends: 2,
};
const count = (name, description) => ({
    type: 'integer',
    minimum: 1,
    default: thresholds[name],
    description,
});
export const godProcessSchema = {
    lines: count('lines', 'A class or function with more lines than this and with `duties` is one.'),
    duties: count('duties', 'How many duties a class or function of that length may not have.'),
    moduleLines: count('moduleLines', 'A module with more lines than this and with two duties is one.'),
    recipients: count('recipients', 'Sending to more recipients than this is a duty.'),
    messageKinds: count('messageKinds', 'Handling more kinds of messages than this is a duty.'),
    timers: count('timers', 'Owning this many timers is a duty.'),
    selfSends: count('selfSends', 'Sending to itself in this many places is a duty.'),
    ignoreShapes: shapesSchema(godProcessShapes, 'Processes of these shapes are no findings.'),
};
