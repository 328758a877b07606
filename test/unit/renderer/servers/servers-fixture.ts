import type { Draft } from '../../../../src/renderer/features/servers/server-draft.ts'
import {
  type CertificateFacts,
  NEW_SERVER,
  type ProfileSummary,
  type ServerFields,
} from '../../../../src/shared/profile.ts'

export const CERTIFICATE: CertificateFacts = {
  subject: 'video.lakeside.example',
  issuer: 'Lakeside CA',
  names: ['video.lakeside.example'],
  validFrom: new Date(2025, 5, 15).getTime() / 1000,
  validTo: new Date(2026, 5, 15).getTime() / 1000,
  sha256: Array.from({ length: 32 }, (_, index) => (index * 8).toString(16).padStart(2, '0').toUpperCase()).join(':'),
}

export const LAKESIDE: ProfileSummary = {
  ...NEW_SERVER,
  id: 'lake',
  kind: 'server',
  name: 'Lakeside Council',
  url: 'https://video.lakeside.example',
  host: 'video.lakeside.example',
  apiKey: 'roomreel-viewer',
  managed: false,
  temporary: false,
  secret: 'keychain',
  certificate: null,
}

/** A new server's form, filled in as far as a test says. */
export const draft = (fields: Partial<ServerFields> = {}, more: Partial<Draft> = {}): Draft => ({
  fields: { ...NEW_SERVER, url: 'https://video.lakeside.example', apiKey: 'k', ...fields },
  secret: '',
  certificate: null,
  ...more,
})
