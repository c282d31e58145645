'use client'

import { useEffect } from 'react'

/** An address is loaded again once in each window: the same error could come back for ever. */
const reloadedKey = 'foyer.reloaded'

/** True if the page needs a script or a server action that the server does not have. Loads the page again. */
export function useOtherBuild({ name }: Error): boolean {
  const isOther = name === 'ChunkLoadError' || name === 'UnrecognizedActionError'
  useEffect(() => {
    if (!isOther || sessionStorage.getItem(reloadedKey) === location.href) return
    sessionStorage.setItem(reloadedKey, location.href)
    location.reload()
  }, [isOther])
  return isOther
}

/** The same for the scripts that the page begins with: a listener of their errors. */
export const reloadForScript = `({ target }) => {
    if (target.tagName !== 'SCRIPT' || sessionStorage['${reloadedKey}'] === location.href) return
    sessionStorage['${reloadedKey}'] = location.href
    location.reload()
  }`
