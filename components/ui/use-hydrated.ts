'use client'

import { useSyncExternalStore } from 'react'

/** False on the server and in the browser’s first render, then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
}
