'use client'

import { useState } from 'react'
import { showToast } from '@/components/ui/toast-manager'
import type { FormState } from '@/lib/http/form-state'

/** Copies the link that an action answers. If the browser does not allow it, `isShown` says so. @param copied for a toast */
export function useCopying(copied: string) {
  const [isShown, setShown] = useState(false)
  function copy(heard: FormState) {
    if (heard.status !== 'done' || !heard.message) return
    navigator.clipboard.writeText(heard.message).then(
      () => showToast({ title: copied }),
      () => setShown(true),
    )
  }
  return { isShown, copy, hide: () => setShown(false) }
}
