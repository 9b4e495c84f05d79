/** The project asks for a formatter that is not there. */
export class MissingFormatter extends Error {
    name = 'MissingFormatter';
}
