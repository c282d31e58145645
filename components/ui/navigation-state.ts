'use client'

import { startTransition, useEffect, useSyncExternalStore } from 'react'

let pending = 0
const listeners = new Set<() => void>()

function change(by: number) {
  pending += by
  for (const listener of listeners) listener()
}

/** Shows the bar at the top of the page while it is true. */
export function usePendingSignal(isPending: boolean): void {
  useEffect(() => {
    if (!isPending) return
    change(1)
    return () => change(-1)
  }, [isPending])
}

export function useIsNavigating(): boolean {
  return useSyncExternalStore(subscribe, isNavigating, () => false)
}

function isNavigating(): boolean {
  return pending > 0
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

type Start = (work: () => void | Promise<void>) => void
let start: Start = startTransition

/** For what closes as it navigates, such as a menu: the bar’s component outlives it. */
export function startNavigation(work: () => void | Promise<void>): void {
  start(work)
}

export function useNavigationOwner(owner: Start): void {
  useEffect(() => {
    start = owner
    return () => {
      start = startTransition
    }
  }, [owner])
}
