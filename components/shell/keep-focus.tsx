'use client'

import { useEffect, useRef, type ReactNode } from 'react'

/** Moves the focus to a neighbor when the focused element is removed, such as a table row. */
export function KeepFocus({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let path: Element[] = []
    function note(event: FocusEvent) {
      path = event.target instanceof Element ? ancestorsOf(event.target) : []
    }
    function restore() {
      const [focused] = path
      if (!focused || focused.isConnected || document.activeElement !== document.body) return
      const near = path.find((element) => element.isConnected)
      path = []
      nextFocus(near)?.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(restore)
    const main = box.current
    main?.addEventListener('focusin', note)
    if (main) observer.observe(main, { childList: true, subtree: true })
    return () => {
      main?.removeEventListener('focusin', note)
      observer.disconnect()
    }
  }, [])
  return <div ref={box}>{children}</div>
}

function ancestorsOf(element: Element): Element[] {
  const parent = element.parentElement
  return parent ? [element, ...ancestorsOf(parent)] : [element]
}

const focusable = 'a[href], button:not(:disabled), input:not([type="hidden"]), select, [tabindex]'

function nextFocus(near: Element | undefined): HTMLElement | null {
  const inside =
    near?.closest('main') && near.tagName !== 'MAIN' ? near.querySelector<HTMLElement>(focusable) : null
  return inside ?? document.querySelector<HTMLElement>('main')
}
