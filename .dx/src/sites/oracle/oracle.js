/** The backend could not start, died, or did not answer in time. The oracle that threw it is of no more use. */
export class OracleError extends Error {
    name = 'OracleError';
}
