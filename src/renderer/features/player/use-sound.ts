import { useEffect, useRef } from 'react'

interface SoundWishes {
  /** 0 to 2; beyond 1 it is louder than the recording. */
  volume: number
  muted: boolean
  skipSilence: boolean
  /** The playback rate while somebody speaks. */
  speed: number
}

/** The Web Audio of one element; it plays through it from then on. */
interface Chain {
  context: AudioContext
  gain: GainNode
  analyser: AnalyserNode
}

const LOOK_MS = 60
/** Below this nobody speaks: about -46 dB. */
const SILENCE = 0.005
/** A breath is no silence. */
const SILENT_AFTER_MS = 600
const FASTER = 3
const FASTEST = 8

/** Plays louder than the recording, and faster where nobody speaks. Without Web Audio it plays as it is. */
export function useSound(video: HTMLVideoElement | null, { volume, muted, skipSilence, speed }: SoundWishes): void {
  const chain = useRef<Chain | null>(null)
  const isNeeded = volume > 1 || skipSilence
  useEffect(() => {
    if (video === null || !isNeeded || chain.current !== null) return
    chain.current = chainOf(video)
  }, [video, isNeeded])
  useEffect(() => {
    if (video === null) return
    return () => {
      void chain.current?.context.close()
      chain.current = null
    }
  }, [video])
  useEffect(() => {
    if (chain.current === null) return
    chain.current.gain.gain.value = Math.max(1, volume)
    void chain.current.context.resume()
  })
  useEffect(() => {
    if (video === null || !skipSilence || muted || volume < 0.05) return
    let silentSince: number | null = null
    const timer = window.setInterval(() => {
      const { current } = chain
      if (current === null || video.paused || current.context.state !== 'running') return
      const now = performance.now()
      // What is looked at comes after the element's own volume: quiet on purpose is not silent.
      if (loudness(current.analyser) > SILENCE * Math.min(1, volume)) silentSince = null
      else silentSince ??= now
      const isSilent = silentSince !== null && now - silentSince > SILENT_AFTER_MS
      const rate = isSilent ? Math.min(FASTEST, speed * FASTER) : speed
      if (video.playbackRate !== rate) video.playbackRate = rate
    }, LOOK_MS)
    return () => {
      window.clearInterval(timer)
      video.playbackRate = speed
    }
  }, [video, skipSilence, muted, volume, speed])
}

function chainOf(video: HTMLVideoElement): Chain | null {
  try {
    const context = new AudioContext()
    const source = context.createMediaElementSource(video)
    const gain = context.createGain()
    const analyser = context.createAnalyser()
    source.connect(analyser)
    source.connect(gain).connect(context.destination)
    return { context, gain, analyser }
  } catch {
    // No sound device, or the element has a chain already: it plays as it is.
    return null
  }
}

/** Root mean square of what is heard at this moment, 0 to 1. */
function loudness(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}
