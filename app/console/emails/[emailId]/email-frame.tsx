'use client'

import { useHydrated } from '@/components/ui/use-hydrated'

interface EmailFrameProps {
  html: string
  subject: string
  /** Of the document, if this page is its first. */
  nonce: string
}

/** The frame inherits the CSP of the document, so the email’s styles need its nonce. Nothing inside can be followed. */
export function EmailFrame({ html, subject, nonce }: EmailFrameProps) {
  const own = useHydrated() ? (document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? nonce) : nonce
  return (
    <iframe
      title={`The email “${subject}”`}
      srcDoc={html.replace('<style>', `<style nonce="${own}">`)}
      sandbox=""
      className="h-160 w-full rounded-lg border bg-background"
    />
  )
}
