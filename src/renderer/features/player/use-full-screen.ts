import { useEffect, useState } from 'react'

/** True while `box` fills the screen. */
export function useFullScreen(box: HTMLElement | null): boolean {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const update = (): void => setFull(box !== null && document.fullscreenElement === box)
    document.addEventListener('fullscreenchange', update)
    return () => document.removeEventListener('fullscreenchange', update)
  }, [box])
  return full
}
