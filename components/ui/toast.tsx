'use client'

import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'
import { firstToast } from './toast-manager'

export function ToastRegion() {
  const isNeeded = useSyncExternalStore(firstToast.subscribe, firstToast.isNeeded, () => false)
  const [loaded, setLoaded] = useState<{ ToastList: ComponentType }>()
  useEffect(() => {
    // A toast only confirms, so the page works without it if its code fails to load.
    if (isNeeded) import('./toast-list').then(setLoaded, () => undefined)
  }, [isNeeded])
  return loaded && <loaded.ToastList />
}
