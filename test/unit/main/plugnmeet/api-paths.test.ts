import { describe, expect, it } from 'vitest'
import { apiPaths, parseEndpointPath } from '../../../../src/main/plugnmeet/api-paths.ts'
import { failureOf } from './plugnmeet-fixture.ts'

describe('the paths of the calls', () => {
  it('are plugNmeet’s own unless told', () => {
    expect(apiPaths('')).toEqual({
      fetch: 'auth/recording/fetch',
      info: 'auth/recording/info',
      downloadToken: 'auth/recording/getDownloadToken',
      updateMetadata: 'auth/recording/updateMetadata',
    })
  })

  it.each([
    ['/api/v1/recordings/fetch/', 'api/v1/recordings/'],
    ['fetch', ''],
  ])('are beside %s', (path, folder) => {
    expect(apiPaths(path)).toEqual({
      fetch: `${folder}fetch`,
      info: `${folder}info`,
      downloadToken: `${folder}getDownloadToken`,
      updateMetadata: `${folder}updateMetadata`,
    })
  })

  it('stay where they are when the list has a name of its own', () => {
    expect(apiPaths('api/list')).toEqual({ ...apiPaths(''), fetch: 'api/list' })
    expect(apiPaths('api/prefetch').info).toBe('auth/recording/info')
  })
})

describe('an endpoint path', () => {
  it('loses the slashes and the space around it', () => {
    expect(parseEndpointPath(' //api/v1/list/ ')).toBe('api/v1/list')
    expect(parseEndpointPath(' / ')).toBe('')
  })

  it.each(['../x', 'a/../b', 'a/%2e%2e/b', './a', 'a\\b', 'a?b=c', 'a#b', 'a?', 'a//b', 'https://x/a', 'a b', 'a\nb'])(
    'is refused when it leads elsewhere: %j',
    async (path) => {
      expect(await failureOf(() => parseEndpointPath(path))).toMatchObject({ code: 'bad-url', host: null })
    },
  )
})
