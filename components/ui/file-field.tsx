'use client'

import { useState, type ChangeEvent } from 'react'
import { FileInput } from './file-input'

interface FileFieldProps {
  currentUrl?: string | undefined
  /** The background that the picture is for. */
  scheme?: 'light' | 'dark' | undefined
  onPreview?: (url: string | undefined) => void
}

/** For a picture. */
export function FileField({ currentUrl, scheme, onPreview }: FileFieldProps) {
  const [preview, setPreview] = useState<string>()
  function show(url: string | undefined) {
    setPreview(url)
    onPreview?.(url)
  }
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0]
    if (!file) {
      show(undefined)
      return
    }
    // The content security policy allows data: images only.
    const reader = new FileReader()
    reader.onload = () => show(typeof reader.result === 'string' ? reader.result : undefined)
    reader.readAsDataURL(file)
  }
  const shown = preview ?? currentUrl
  return (
    <span className="flex items-center gap-3 max-sm:flex-col max-sm:items-start">
      <span
        data-scheme={scheme}
        className="flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-md border bg-panel"
      >
        {shown ? (
          <img src={shown} alt="" className="max-h-full max-w-full object-contain" />
        ) : (
          <span className="text-xs text-muted-foreground">None</span>
        )}
      </span>
      <FileInput accept="image/png,image/jpeg,image/webp" onChange={choose} />
    </span>
  )
}
