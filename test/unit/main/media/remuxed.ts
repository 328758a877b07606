import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  MP4,
  Output,
  type OutputFormat,
  WEBM,
} from 'mediabunny'

/** So many seconds are enough to be a file. */
const SECONDS = 2

/** The beginning of a file in another container, with those of its tracks that it takes. */
export async function remuxed(path: string, format: OutputFormat): Promise<Uint8Array> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, WEBM] })
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const codecs = new Set<string | null>(format.getSupportedCodecs())
  const takes = ({ codec }: InputTrack): boolean => codecs.has(codec)
  const copies = [
    ...(await input.getVideoTracks()).filter(takes).map((track) => video(output, track)),
    ...(await input.getAudioTracks()).filter(takes).map((track) => audio(output, track)),
  ]
  await output.start()
  await Promise.all(copies.map((copy) => copy()))
  await output.finalize()
  input.dispose()
  if (target.buffer === null) throw new Error('nothing was written')
  return new Uint8Array(target.buffer)
}

function video(output: Output, track: InputVideoTrack): () => Promise<void> {
  if (track.codec === null) throw new Error('an unknown codec')
  const source = new EncodedVideoPacketSource(track.codec)
  output.addVideoTrack(source)
  return async () => {
    const decoderConfig = await track.getDecoderConfig()
    for await (const packet of new EncodedPacketSink(track).packets()) {
      if (packet.timestamp >= SECONDS) break
      await source.add(packet, decoderConfig === null ? {} : { decoderConfig })
    }
    source.close()
  }
}

function audio(output: Output, track: InputAudioTrack): () => Promise<void> {
  if (track.codec === null) throw new Error('an unknown codec')
  const source = new EncodedAudioPacketSource(track.codec)
  output.addAudioTrack(source)
  return async () => {
    const decoderConfig = await track.getDecoderConfig()
    for await (const packet of new EncodedPacketSink(track).packets()) {
      if (packet.timestamp >= SECONDS) break
      await source.add(packet, decoderConfig === null ? {} : { decoderConfig })
    }
    source.close()
  }
}
