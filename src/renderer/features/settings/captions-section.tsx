import { useLingui } from '@lingui/react/macro'
import { useLibrary, useSession, useSettings } from '../../stores/context.ts'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { captionBackgrounds, captionLanguages, captionPositions, captionSizes } from './caption-options.ts'
import { Line, Section } from './setting-parts.tsx'
import styles from './settings-screen.module.css'

/** No language has an empty code. */
const OFF = ''

/** How captions look, and in which language they come by themselves. */
export function CaptionsSection() {
  const { t } = useLingui()
  const player = useSettings((state) => state.player)
  const change = useSettings((state) => state.changePlayer)
  const library = useLibrary((state) => state.library)
  const locale = useSession((state) => state.system.locale)
  const { captionLanguage, captionSize, captionPosition, captionBackground } = player
  const languages = captionLanguages(library?.languages ?? [], captionLanguage, locale)
  return (
    <Section title={t`Captions`}>
      <figure
        className={styles.sample}
        aria-label={t`Sample`}
        data-size={captionSize}
        data-position={captionPosition}
        data-background={captionBackground}
      >
        <p>{t`Before that we only measured turbidity by hand.`}</p>
      </figure>
      <Line words={t`Language`} hint={t`Chosen by itself where a recording has it; off: captions wait for you.`}>
        <Select
          label={t`Language`}
          value={captionLanguage ?? OFF}
          options={[{ value: OFF, label: t`Off` }, ...languages]}
          onChange={(value) => change({ captionLanguage: value === OFF ? null : value })}
        />
      </Line>
      <Line words={t`Text size`}>
        <Segments
          label={t`Text size`}
          value={captionSize}
          options={captionSizes()}
          onChange={(value) => change({ captionSize: value })}
        />
      </Line>
      <Line words={t`Position`}>
        <Segments
          label={t`Position`}
          value={captionPosition}
          options={captionPositions()}
          onChange={(value) => change({ captionPosition: value })}
        />
      </Line>
      <Line words={t`Background`}>
        <Segments
          label={t`Background`}
          value={captionBackground}
          options={captionBackgrounds()}
          onChange={(value) => change({ captionBackground: value })}
        />
      </Line>
    </Section>
  )
}
