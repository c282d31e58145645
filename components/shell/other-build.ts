'use client'

import { useEffect } from 'react'

/** When each address was loaded again last: not twice in succession, since the same error could come back for ever. */
const reloadedKey = 'foyer.reloaded'
const pauseMilliseconds = 30_000

// Also as text in the page, so it uses nothing from outside.
function reloadOnce(key: string, pause: number): void {
  const [address, time] = (sessionStorage.getItem(key) ?? '').split(' ')
  if (address === location.href && Date.now() - Number(time) < pause) return
  sessionStorage.setItem(key, `${location.href} ${Date.now()}`)
  location.reload()
}

/** True if the page needs a script or a server action that the server does not have. Loads the page again. */
export function useOtherBuild({ name }: Error): boolean {
  const isOther = name === 'ChunkLoadError' || name === 'UnrecognizedActionError'
  useEffect(() => {
    if (isOther) reloadOnce(reloadedKey, pauseMilliseconds)
  }, [isOther])
  return isOther
}

/** The same for the scripts that the page begins with: a listener of their errors. */
export const reloadForScript = `({ target }) => {
    if (target.tagName === 'SCRIPT') (${reloadOnce.toString()})('${reloadedKey}', ${pauseMilliseconds})
  }`
