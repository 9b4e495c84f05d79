/** The file that one machine writes and `merge` reads: JSON of its own kind. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors.js';
const kind = 'otp-audit-shard';
const schemaVersion = 1;
export function encodeShard(parts) {
    const shard = { kind, schemaVersion, ...parts };
    const text = JSON.stringify(shard);
    return `${text.slice(0, -1)},"checksum":"${checksum(text)}"}\n`;
}
/**
 * @param name As the user wrote it, for messages.
 * @param tool Version of this program.
 * @throws UsageError for what is no shard, or is not whole.
 */
export function readShard(path, name, tool) {
    const text = read(path, name);
    let value;
    try {
        value = JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch {
        throw damaged(name);
    }
    const { checksum: given, ...shard } = (value ?? {});
    if (shard.kind !== kind)
        throw new UsageError(`${name}: is no shard; name files that otp-audit scan --shard has written`);
    if (typeof shard.tool?.version !== 'string')
        throw damaged(name);
    if (shard.tool.version !== tool || shard.schemaVersion !== schemaVersion)
        throw new UsageError(`${name}: was written by otp-audit ${shard.tool.version}, this is ${tool}; use one version on all machines`);
    if (given !== checksum(JSON.stringify(shard)))
        throw damaged(name);
    return shard;
}
function read(path, name) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch (error) {
        const { code, message } = error;
        const reason = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder' : (code ?? message);
        throw new UsageError(`${name}: ${reason}; name files that otp-audit scan --shard has written`);
    }
}
const damaged = (name) => new UsageError(`${name}: is damaged or was changed; run that shard again, or fetch its file anew`);
const checksum = (text) => createHash('sha256').update(text).digest('hex');
