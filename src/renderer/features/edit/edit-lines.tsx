import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { RecordingMetadata } from '../../../shared/metadata.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorText } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { type ExtraLine, extraError, type TrackLine, trackError } from './edit-checks.ts'
import styles from './edit-dialog.module.css'

interface LinesProps<L> {
  lines: L[]
  onChange: (lines: L[]) => void
}

const nextKey = (lines: readonly { key: number }[]): number => Math.max(-1, ...lines.map(({ key }) => key)) + 1

/** The recording's subtitles: one line for a language. */
export function TrackLines({
  lines,
  base,
  onChange,
}: LinesProps<TrackLine> & { base: RecordingMetadata['subtitles'] }) {
  const change = (key: number, part: Partial<TrackLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <fieldset className={styles.lines}>
      <legend>
        <Trans>Subtitles</Trans>
      </legend>
      {lines.map((line) => {
        const error = trackError(line, lines, base)
        return (
          <div key={line.key} className={styles.line} data-kind="track">
            <Cell
              label={t`Language`}
              value={line.language}
              most={64}
              bad={error !== null}
              onChange={(language) => change(line.key, { language })}
            />
            <Cell
              label={t`Name`}
              value={line.label}
              most={200}
              bad={error !== null}
              onChange={(label) => change(line.key, { label })}
            />
            <Cell
              label={t`Address`}
              value={line.url}
              most={8000}
              bad={error !== null}
              onChange={(url) => change(line.key, { url })}
            />
            <IconButton
              icon="trash"
              label={t`Remove subtitles ${line.language}`}
              onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
            <LineError error={error} />
          </div>
        )
      })}
      <Button
        icon="plus"
        onClick={() => onChange([...lines, { key: nextKey(lines), language: '', label: '', url: '' }])}
      >
        <Trans>Add subtitles</Trans>
      </Button>
    </fieldset>
  )
}

/** What else is kept with the recording: names and values. */
export function ExtraLines({ lines, onChange }: LinesProps<ExtraLine>) {
  const change = (key: number, part: Partial<ExtraLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <fieldset className={styles.lines}>
      <legend>
        <Trans>Extra data</Trans>
      </legend>
      {lines.map((line) => {
        const error = extraError(line, lines)
        return (
          <div key={line.key} className={styles.line} data-kind="extra">
            <Cell
              label={t`Name`}
              value={line.name}
              most={500}
              bad={error !== null}
              onChange={(name) => change(line.key, { name })}
            />
            <Cell
              label={t`Value`}
              value={line.value}
              most={20_000}
              bad={false}
              onChange={(value) => change(line.key, { value })}
            />
            <IconButton
              icon="trash"
              label={t`Remove ${line.name}`}
              onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
            <LineError error={error} />
          </div>
        )
      })}
      <Button icon="plus" onClick={() => onChange([...lines, { key: nextKey(lines), name: '', value: '' }])}>
        <Trans>Add extra data</Trans>
      </Button>
    </fieldset>
  )
}

interface CellProps {
  label: string
  value: string
  /** Characters that main takes. */
  most: number
  bad: boolean
  onChange: (value: string) => void
}

function Cell({ label, value, most, bad, onChange }: CellProps) {
  return (
    <input
      type="text"
      dir="auto"
      aria-label={label}
      placeholder={label}
      aria-invalid={bad || undefined}
      value={value}
      maxLength={most}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function LineError({ error }: { error: string | null }) {
  if (error === null) return null
  return (
    <p className={styles.error}>
      <ErrorText text={error} />
    </p>
  )
}
