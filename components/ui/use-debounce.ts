'use client'

import { useEffect, useMemo, useRef } from 'react'

interface Debounce {
  /** Replaces what was scheduled before. */
  schedule: (work: () => void, milliseconds?: number) => void
  cancel: () => void
}

/** Runs the last work that was scheduled once the time has passed; nothing after unmounting. */
export function useDebounce(milliseconds: number): Debounce {
  const timer = useRef<number>(undefined)
  const debounce = useMemo(() => {
    const cancel = () => window.clearTimeout(timer.current)
    return {
      cancel,
      schedule(work: () => void, wait = milliseconds) {
        cancel()
        timer.current = window.setTimeout(work, wait)
      },
    }
  }, [milliseconds])
  useEffect(() => debounce.cancel, [debounce])
  return debounce
}
