import { useLingui } from '@lingui/react/macro'
import type { ProfileSummary, ServerOffer } from '../../../shared/profile.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import styles from './server-form.module.css'

/** What is special about a server, before its fields. */
export function FormNote({ known, offer }: { known: ProfileSummary | null; offer: ServerOffer | null }) {
  const { t } = useLingui()
  const notes: { icon: IconName; text: string }[] = []
  if (known?.managed) {
    notes.push({
      icon: 'lock',
      text: t`Preset by whoever looks after this computer. Only the secret and the certificate can be set here.`,
    })
  }
  if (known?.temporary) {
    notes.push({ icon: 'clock', text: t`Named on the command line: it is gone when Roomreel quits.` })
  }
  if (offer !== null) {
    notes.push({
      icon: 'info',
      text:
        offer.from === 'link'
          ? t`Filled in from a link. Nothing is saved, and nobody is asked, until you say so.`
          : t`Filled in from the command line. Nothing is saved, and nobody is asked, until you say so.`,
    })
  }
  if (offer?.secretDropped) {
    notes.push({ icon: 'alert', text: t`The link held a secret, which was thrown away. Enter it yourself.` })
  }
  return notes.map(({ icon, text }) => (
    <p key={text} className={styles.note}>
      <Icon name={icon} />
      {text}
    </p>
  ))
}
