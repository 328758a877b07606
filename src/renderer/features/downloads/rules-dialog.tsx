import { useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Rules } from '../../../shared/download.ts'
import type { Room } from '../../../shared/recording.ts'
import { roomName } from '../../recording-words.ts'
import { useRooms, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { ErrorText } from '../../ui/field.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { matchingRooms } from '../library/room-options.ts'
import styles from './dialogs.module.css'
import { focusWrongField } from './focus-wrong-field.ts'
import { DAYS, NEWEST, roomsForRules, withRoom } from './rules-draft.ts'
import { reasonWords } from './stopped-words.ts'
import { wholeNumber } from './typed-number.ts'
import { useRulesPreview } from './use-rules-preview.ts'

interface RulesDialogProps {
  /** Null: closed. */
  request: { roomId: string | null } | null
  onClose: () => void
}

/** What of this server is kept, and removed, without being asked each time. */
export function RulesDialog({ request, onClose }: RulesDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={request !== null} title={t`Rules for this server`} onClose={onClose} wide>
      {request !== null && <Loaded roomId={request.roomId} onClose={onClose} />}
    </Dialog>
  )
}

interface LoadedProps {
  roomId: string | null
  onClose: () => void
}

function Loaded({ roomId, onClose }: LoadedProps) {
  const { t } = useLingui()
  const { rules: store, downloads } = useStores()
  const [profileId] = useState(() => downloads.getState().profileId ?? '')
  const [rules, setRules] = useState<Rules | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    let here = true
    void store
      .getState()
      .ask(profileId)
      .then((answer) => {
        if (!here) return
        if (answer.ok) setRules(answer.value)
        else setError(answer.error)
      })
    return () => {
      here = false
    }
  }, [store, profileId])
  if (rules !== null) return <Form profileId={profileId} saved={rules} roomId={roomId} onClose={onClose} />
  const reason = error === null ? '' : reasonWords(error)
  return (
    <>
      <p role={error === null ? undefined : 'alert'}>
        {error === null ? t`Looking for the rules` : t`The rules could not be read: ${reason}. They stay as they are.`}
      </p>
      <DialogButtons>
        <Button onClick={onClose}>{t`Close`}</Button>
      </DialogButtons>
    </>
  )
}

interface FormProps extends LoadedProps {
  profileId: string
  saved: Rules
}

function Form({ profileId, saved, roomId, onClose }: FormProps) {
  const { t } = useLingui()
  const { rules: store, toasts } = useStores()
  const [rules, setRules] = useState(saved)
  const [days, setDays] = useState(String(saved.removeWatchedAfterDays ?? DAYS))
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const removes = rules.removeWatchedAfterDays !== null
  const wrong = removes && wholeNumber(days, 0, 3650) === null
  const preview = useRulesPreview(profileId, rules)
  const reason = error === null ? '' : reasonWords(error)

  const typeDays = (text: string): void => {
    setDays(text)
    const typed = wholeNumber(text, 0, 3650)
    if (typed !== null) setRules({ ...rules, removeWatchedAfterDays: typed })
  }
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    // What is marked as wrong is not what would be saved.
    if (busy || focusWrongField(event.currentTarget)) return
    setBusy(true)
    const answer = await store.getState().save(profileId, rules)
    setBusy(false)
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    toasts.getState().say(t`The rules are saved`)
    onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
      <RoomRules rules={rules} first={roomId} onChange={setRules} />
      <div className={styles.days}>
        <Checkbox
          checked={removes}
          onChange={(on) =>
            setRules({ ...rules, removeWatchedAfterDays: on ? (wholeNumber(days, 0, 3650) ?? DAYS) : null })
          }
        >
          {t`Remove kept copies once they were watched to the end, after so many days:`}
        </Checkbox>
        <input
          className={styles.number}
          inputMode="numeric"
          aria-label={t`Days`}
          aria-invalid={wrong || undefined}
          disabled={!removes}
          value={days}
          onChange={(event) => typeDays(event.target.value)}
        />
      </div>
      {wrong && (
        <p className={styles.error}>
          <ErrorText text={t`A number of days from 0 to 3650`} />
        </p>
      )}
      <p className={styles.quiet}>{t`A copy that is the only one is never removed by a rule.`}</p>
      <p className={styles.preview} role="status">
        {preview}
      </p>
      {error !== null && (
        <p className={styles.error} role="alert">
          <ErrorText text={t`The rules were not saved: ${reason}. The old ones still hold.`} />
        </p>
      )}
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy}>
          {t`Save`}
        </Button>
      </DialogButtons>
    </form>
  )
}

interface RoomRulesProps {
  rules: Rules
  /** The room that the dialog was opened for. */
  first: string | null
  onChange: (rules: Rules) => void
}

/** Which rooms' new recordings are kept. Those that have a rule when the dialog opens come first. */
function RoomRules({ rules, first, onChange }: RoomRulesProps) {
  const { t } = useLingui()
  const list = useRooms((state) => state.list)
  const [typed, setTyped] = useState('')
  const [onTop] = useState(() => [...(first === null ? [] : [first]), ...rules.rooms.map((rule) => rule.roomId)])
  const rooms = matchingRooms(roomsForRules(list?.rooms ?? [], onTop), typed)
  return (
    <fieldset className={styles.part}>
      <legend>{t`Keep new recordings of a room`}</legend>
      <div className={styles.box}>
        <div className={styles.head}>
          <SearchField small label={t`Find a room`} value={typed} onChange={setTyped} />
        </div>
        <ul className={styles.list}>
          {rooms.map((room) => (
            <RoomRule key={room.roomId} room={room} rules={rules} onChange={onChange} />
          ))}
          {rooms.length === 0 && <li>{t`No room is called that.`}</li>}
        </ul>
      </div>
    </fieldset>
  )
}

interface RoomRuleProps extends Pick<RoomRulesProps, 'rules' | 'onChange'> {
  room: Room
}

function RoomRule({ room, rules, onChange }: RoomRuleProps) {
  const { t } = useLingui()
  const { roomId } = room
  const rule = rules.rooms.find((each) => each.roomId === roomId)
  const name = roomName(room)
  const [newest, setNewest] = useState(String(rule?.newest ?? NEWEST))
  const wrong = wholeNumber(newest, 1, 10_000) === null
  const change = (value: number | null | 'off'): void => onChange(withRoom(rules, roomId, value))
  return (
    <li className={styles.rule}>
      <Checkbox
        checked={rule !== undefined}
        onChange={(on) => change(on ? (wholeNumber(newest, 1, 10_000) ?? NEWEST) : 'off')}
      >
        <span dir="auto">{name}</span>
      </Checkbox>
      {rule !== undefined && (
        <span className={styles.howMany}>
          <select
            aria-label={t`How many of ${name}`}
            value={rule.newest === null ? 'all' : 'newest'}
            onChange={(event) =>
              change(event.target.value === 'all' ? null : (wholeNumber(newest, 1, 10_000) ?? NEWEST))
            }
          >
            <option value="newest">{t`Newest`}</option>
            <option value="all">{t`All`}</option>
          </select>
          {rule.newest !== null && (
            <input
              className={styles.number}
              inputMode="numeric"
              aria-label={t`Newest recordings of ${name}`}
              aria-invalid={wrong || undefined}
              value={newest}
              onChange={(event) => {
                setNewest(event.target.value)
                const many = wholeNumber(event.target.value, 1, 10_000)
                if (many !== null) change(many)
              }}
            />
          )}
        </span>
      )}
      {wrong && typeof rule?.newest === 'number' && (
        <p className={styles.error}>
          <ErrorText text={t`A number from 1 to 10,000`} />
        </p>
      )}
    </li>
  )
}
