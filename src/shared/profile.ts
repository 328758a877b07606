/** The profile of the embedded server. */
export const DEMO_PROFILE_ID = 'demo'

/** A server as the renderer knows it: never its secret. */
export interface ProfileSummary {
  /** Letters, digits, "-" and "_" only: it names a folder and stands in URLs. */
  id: string
  name: string
  /** Host and port, or "Sample recordings on this device" has its own words in the UI: empty for the demo. */
  host: string
  /** Where it is, as it was entered and understood: with the path in front of the API. Empty for the demo. */
  url: string
  kind: 'demo' | 'server'
  /** The API key is public in plugNmeet's sense (it names the caller); shown when a secret is refused. */
  apiKey: string
}

/** What "Connect a server" sends. The secret goes in and never comes back. */
export interface ConnectInput {
  name: string
  url: string
  apiKey: string
  apiSecret: string
}
