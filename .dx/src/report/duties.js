const duties = {
    send: 'send',
    broadcast: 'send',
    selfSend: 'send',
    ackSend: 'send',
    watch: 'watch',
    call: 'call',
    spawn: 'spawn',
};
/** What a site's role comes to in the report's four questions; none for roles that only help others. */
export function dutyOf(site) {
    return Object.hasOwn(duties, site.role) ? duties[site.role] : undefined;
}
