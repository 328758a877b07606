/** The host as sockets and certificates know it: an IPv6 address without its brackets, a name without its last dot. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$|\.$/g, '')
