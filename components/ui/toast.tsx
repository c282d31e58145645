'use client'

import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'
import { firstToast } from './toast-manager'

/** Where toasts appear. */
export function ToastRegion() {
  const isNeeded = useSyncExternalStore(firstToast.subscribe, firstToast.isNeeded, () => false)
  const [loaded, setLoaded] = useState<{ ToastList: ComponentType }>()
  useEffect(() => {
    // A toast only confirms: where its code cannot be loaded, the page goes on without it.
    if (isNeeded) import('./toast-list').then(setLoaded, () => undefined)
  }, [isNeeded])
  return loaded && <loaded.ToastList />
}
