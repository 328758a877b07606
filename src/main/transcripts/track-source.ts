/** Parameters of addresses that are signed anew with each answer. */
const SIGNATURE = /^(x-amz-|x-goog-|signature$|sig$|expires$|token$|policy$|key-pair-id$|awsaccesskeyid$|s[etvprk]$)/i

/** Names where a track comes from: the same address in another signing is the same source. */
export function trackSource(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  for (const name of [...url.searchParams.keys()]) if (SIGNATURE.test(name)) url.searchParams.delete(name)
  url.hash = ''
  return url.href
}
