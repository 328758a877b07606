import { t } from '@lingui/core/macro'
import { type DragEvent, useState } from 'react'
import { MOST_SUBTITLE_BYTES } from '../../../../shared/transcript.ts'
import { errorWords } from '../../../error-words.ts'
import { formatSize } from '../../../format.ts'
import { useStores } from '../../../stores/context.ts'

const SUBTITLES = /\.(vtt|srt|webvtt)$/i

export interface SubtitleFiles {
  /** True while a file is held over the picture. */
  over: boolean
  handlers: {
    onDragOver: (event: DragEvent) => void
    onDragLeave: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
  /** Asks for a file. */
  choose: () => void
}

/** Subtitle files for the open recording, dropped on the player or chosen; `say` hears how it went. */
export function useSubtitleFiles(say: (words: string) => void): SubtitleFiles {
  const { transcript } = useStores()
  const [over, setOver] = useState(false)
  const add = async (file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null): Promise<void> => {
    const added = await transcript.getState().addFile(file)
    if (!added.ok) say(unreadable(file?.name ?? null, added.error))
    else if (added.value !== null) say(t`Captions: ${added.value.label}`)
  }
  const read = async (file: File): Promise<void> => {
    const { name, size } = file
    if (!SUBTITLES.test(name)) say(t`${name} is no subtitle file. Roomreel reads .vtt and .srt.`)
    else if (size > MOST_SUBTITLE_BYTES) say(tooLarge(name, size))
    else await add({ name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event) => {
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file === undefined) return
        event.preventDefault()
        event.stopPropagation()
        void read(file)
      },
    },
    choose: () => void add(null),
  }
}

function tooLarge(name: string, bytes: number): string {
  const size = formatSize(bytes)
  const most = formatSize(MOST_SUBTITLE_BYTES)
  return t`${name} has ${size}. Subtitle files may have ${most}; nothing was changed.`
}

function unreadable(name: string | null, error: Parameters<typeof errorWords>[0]): string {
  if (error.code === 'malformed') {
    const file = name ?? t`The file`
    return t`${file} holds no subtitles that can be read. Nothing was changed.`
  }
  return errorWords(error, { host: '', apiKey: '', otherwise: t`The subtitle file could not be added` }).headline
}
