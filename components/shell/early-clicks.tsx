'use client'

import { useEffect } from 'react'
import { reloadForScript } from './other-build'

declare global {
  interface Window {
    /** Ends listening. @returns the button that was pressed last, if nothing else was since */
    endEarlyClicks?: () => HTMLElement | null
  }
}

/** React stops a click that it cannot answer yet, so that one comes back up to the window only if it was answered. */
const listen = `{
  let pressed = null
  const isReactListening = () => Object.keys(document).some((key) => key.startsWith('_reactListening'))
  const remember = ({ target }) => { pressed = target.closest('button[type="button"]') }
  const forget = () => { if (isReactListening()) pressed = null }
  const reload = ${reloadForScript}
  addEventListener('error', reload, true)
  addEventListener('click', remember, true)
  addEventListener('click', forget)
  window.endEarlyClicks = () => {
    removeEventListener('error', reload, true)
    removeEventListener('click', remember, true)
    removeEventListener('click', forget)
    return pressed
  }
}`

/** A button that was pressed before the page’s scripts ran is pressed again once they do: React would lose it. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    // A click can make React hydrate the page and run this effect: that click has to end first.
    const timer = setTimeout(pressAgain)
    return () => clearTimeout(timer)
  }, [])
  // Browsers hide the nonce, so that React finds another one.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />
}

function pressAgain(): void {
  const pressed = window.endEarlyClicks?.()
  delete window.endEarlyClicks
  if (pressed?.isConnected) pressed.click()
}
