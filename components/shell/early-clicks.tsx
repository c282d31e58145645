'use client'

import { useEffect } from 'react'

declare global {
  interface Window {
    /** Ends listening. @returns the button that was pressed last, if nothing else was since */
    endEarlyClicks?: () => HTMLElement | null
  }
}

/** Once React listens, it keeps a press itself until it can answer it. */
const listen = `{
  let pressed = null
  const hear = ({ target }) => {
    const isReactListening = Object.keys(document).some((key) => key.startsWith('_reactListening'))
    pressed = isReactListening ? null : target.closest('button[type="button"]')
  }
  addEventListener('click', hear, true)
  window.endEarlyClicks = () => { removeEventListener('click', hear, true); return pressed }
}`

/** A button that was pressed before the page’s scripts ran is pressed again once they do: React would lose it. */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    const pressed = window.endEarlyClicks?.()
    delete window.endEarlyClicks
    if (pressed?.isConnected) pressed.click()
  }, [])
  // Browsers hide the nonce, so that React finds another one.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: listen }} />
}
