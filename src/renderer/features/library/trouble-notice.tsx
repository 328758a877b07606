import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useLibrary, useSession } from '../../stores/context.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from '../shell/start-notices.module.css'
import { troubleWords } from './library-words.ts'
import { profileName } from './profile-words.ts'

/** The open profile's name, for sentences. */
const useServerName = (): string =>
  useSession((session) => (session.opened === null ? '' : profileName(session.opened.profile)))

/** What is the matter with a library's file: said once for each profile and kind, until it is put away. */
export function TroubleNotice() {
  const { t } = useLingui()
  const library = useLibrary((state) => state.library)
  const server = useServerName()
  const [read, setRead] = useState<readonly string[]>([])
  if (library === null || library.trouble === null || library.trouble.kind === 'disk-full') return null
  const said = `${library.profileId} ${library.trouble.kind}`
  if (read.includes(said)) return null
  return (
    <div className={styles.notice} role="alert">
      <Icon name="alert" />
      <p>{troubleWords(library.trouble, server)}</p>
      <IconButton icon="x" label={t`Close`} onClick={() => setRead([...read, said])} />
    </div>
  )
}

/** The disk is full: stays until there is room again. */
export function DiskFullBanner() {
  const trouble = useLibrary((state) => state.library?.trouble ?? null)
  const server = useServerName()
  if (trouble?.kind !== 'disk-full') return null
  return (
    <Banner icon="alert" tone="warn" role="status" action={null}>
      {troubleWords(trouble, server)}
    </Banner>
  )
}
