import { useStores } from '../../stores/context.ts'
import { NO_PANEL_FILTERS } from './filter-words.ts'

/** Lifts every limit of the list but the search. */
export function useClearLimits(): () => void {
  const { library } = useStores()
  return () => {
    const { view, setRooms, setFilters } = library.getState()
    if (view.roomSid !== null || view.roomIds.length > 0) setRooms([])
    setFilters({ ...NO_PANEL_FILTERS, subtitles: null, onDevice: false })
  }
}
