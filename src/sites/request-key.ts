/** What a field is called by which an answer is known to be that of a request. */
export const requestKey: RegExp = /^_?(id|ref|seq|nonce|token|correlation|caller)$|(I[dD]|_id|Ref|_ref)$/
