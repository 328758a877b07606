import type { Bridge } from '../../../shared/contract.ts'

/** Makes posters when main asks for them; the script for it is fetched with the first one. */
export function followPosters(bridge: Bridge): void {
  const maker = async () => (await import('./poster-maker.ts')).createPosterMaker(bridge)
  let made: ReturnType<typeof maker> | null = null
  bridge.on('media.posterWanted', (wanted) => {
    made ??= maker()
    void made.then((it) => it.want(wanted))
  })
}
