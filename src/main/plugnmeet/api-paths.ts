import { AppFailure } from '../../shared/app-error.ts'

/** Where the calls are, behind the base URL and without a slash in front. */
export interface ApiPaths {
  fetch: string
  info: string
  downloadToken: string
  updateMetadata: string
}

/** Calls about rooms: a server of its own paths has them here, if it has them. */
export const ROOM_PATHS = { past: 'auth/room/fetchPastRooms', active: 'auth/room/getActiveRoomsInfo' } as const

/** Calls about what is made of sessions; the same. */
export const ARTIFACT_PATHS = { fetch: 'auth/artifact/fetch', downloadToken: 'auth/artifact/getDownloadToken' } as const

const USUAL_FOLDER = 'auth/recording/'

/**
 * The paths of a server whose list is at `endpointPath` ('' = the usual one). Where that ends in `fetch`, the other
 * calls are beside it, else where they usually are. Fails with `bad-url` for what is no path.
 */
export function apiPaths(endpointPath: string): ApiPaths {
  const fetch = parseEndpointPath(endpointPath) || `${USUAL_FOLDER}fetch`
  const folder = /(^|\/)fetch$/.test(fetch) ? fetch.replace(/fetch$/, '') : USUAL_FOLDER
  return {
    fetch,
    info: `${folder}info`,
    downloadToken: `${folder}getDownloadToken`,
    updateMetadata: `${folder}updateMetadata`,
  }
}

/** The path without slashes at its ends. Fails with `bad-url` for one that leads elsewhere, or has a query. */
export function parseEndpointPath(text: string): string {
  const path = text.trim().replace(/^\/+|\/+$/g, '')
  const isPlain = URL.parse(`http://host/${path}`)?.href === `http://host/${path}` && !/[?#]|\/\/|:\/\//.test(path)
  if (isPlain) return path
  throw new AppFailure('bad-url', 'this is no path of an endpoint: it looks like api/v1/recordings/fetch')
}
