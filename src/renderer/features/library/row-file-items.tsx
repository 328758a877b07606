import { Menu } from '@base-ui/react/menu'
import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useState } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { isOnDevice, isQueued } from '../../media-words.ts'
import { useMediaOf, useSession, useStores } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import styles from '../../ui/menu.module.css'
import { useKeyWords } from '../shell/use-key-words.ts'
import { type FileActions, useFileActions } from './file-actions.ts'
import { useWaitsForServer } from './row-status.tsx'

interface ItemsProps {
  recording: Recording
  media: MediaState | null
  files: FileActions
}

/** What can be done with a recording's file: the part of its menu that depends on where the file is. */
export function RowFileItems({ recording }: { recording: Recording }) {
  const { t } = useLingui()
  const files = useFileActions()
  const media = useFileState(recording)
  const keyWordsOf = useKeyWords()
  const { recordId } = recording
  const onDevice = isOnDevice(recording, media)
  const notHere = onDevice ? undefined : t`It is not (wholly) on this device yet`
  return (
    <>
      {isQueued(media) ? (
        <QueuedItems recording={recording} media={media} files={files} />
      ) : (
        <KeepItem recording={recording} media={media} files={files} />
      )}
      <Item icon="export" keys={keyWordsOf('library.export')} onClick={() => files.exportFiles([recordId])}>
        {t`Export…`}
      </Item>
      <Item icon="folder" disabled={!onDevice} title={notHere} onClick={() => void files.showInFolder(recordId)}>
        {t`Show in folder`}
      </Item>
      {(onDevice || media?.status === 'partial') && (
        <Item icon="trash" danger onClick={() => files.remove([recordId])}>
          {t`Remove from this device`}
        </Item>
      )}
    </>
  )
}

/** Of what is here the list does not say whether it is kept, so main is asked; null until it is known. */
function useFileState(recording: Recording): MediaState | null {
  const { bridge } = useStores()
  const heard = useMediaOf(recording.recordId)
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const [asked, setAsked] = useState<MediaState | null>(null)
  const { recordId } = recording
  const ask = heard === null && recording.onDevice
  useEffect(() => {
    if (!ask || profileId === null) return
    let gone = false
    void bridge.media.state({ profileId, recordId }).then((answer) => {
      // Without an answer the menu offers what is possible for a kept file.
      if (!gone && answer.ok) setAsked(answer.value)
    })
    return () => {
      gone = true
    }
  }, [ask, profileId, recordId, bridge])
  return heard ?? asked
}

/** Stays in its place when there is nothing to keep, so that the items below do not move under the pointer. */
function KeepItem({ recording, media, files }: ItemsProps) {
  const { t } = useLingui()
  const keyWordsOf = useKeyWords()
  const onDevice = isOnDevice(recording, media)
  const waits = useWaitsForServer({ onDevice })
  if (onDevice && media?.kept !== false) {
    return (
      <Item icon="kept" disabled title={t`It stays here until you remove it`}>
        {t`On this device`}
      </Item>
    )
  }
  return (
    <Item
      icon="download"
      keys={keyWordsOf('library.keep')}
      title={waits ? t`The server does not answer now. The download waits for it.` : undefined}
      onClick={() => void files.keep([recording.recordId])}
    >
      {t`Keep on this device`}
    </Item>
  )
}

function QueuedItems({ recording, media, files }: ItemsProps) {
  const { t } = useLingui()
  const { recordId } = recording
  const moves = media?.status === 'downloading' || media?.status === 'waiting'
  return (
    <>
      {moves ? (
        <Item icon="pause" onClick={() => void files.pause(recordId)}>
          {t`Pause download`}
        </Item>
      ) : (
        <Item icon="retry" onClick={() => void files.resume(recordId)}>
          {media?.status === 'failed' ? t`Retry download` : t`Resume download`}
        </Item>
      )}
      <Item icon="x" onClick={() => void files.cancel(recordId)}>
        {t`Cancel download`}
      </Item>
    </>
  )
}

interface ItemProps {
  icon: IconName
  children: ReactNode
  keys?: string
  title?: string | undefined
  disabled?: boolean
  danger?: boolean
  onClick?: () => void
}

function Item({ icon, children, keys, title, disabled = false, danger = false, onClick }: ItemProps) {
  return (
    <Menu.Item
      className={danger ? `${styles.item} ${styles.danger}` : styles.item}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {children}
      {keys !== undefined && keys !== '' && <kbd className={styles.key}>{keys}</kbd>}
    </Menu.Item>
  )
}
