'use client'

import { useState, type SubmitEvent } from 'react'
import { Form } from '@/components/form/form'
import { save } from './actions'
import { BrandingFields, type SavedBranding } from './branding-fields'
import type { PreviewContext } from './preview-branding'

interface BrandingFormProps {
  slug: string
  saved: SavedBranding
  shown: PreviewContext
}

const bytesAtMost = 2 * 1024 * 1024

export function BrandingForm({ slug, saved, shown }: BrandingFormProps) {
  const [problem, setProblem] = useState<string>()

  /** Does not send a file that the server would reject as too large. */
  function checkSize(event: SubmitEvent<HTMLFormElement>) {
    const logo = new FormData(event.currentTarget).get('logo')
    const isTooLarge = logo instanceof File && logo.size > bytesAtMost
    setProblem(isTooLarge ? 'A logo can be at most 2 MB.' : undefined)
    if (isTooLarge) event.preventDefault()
  }

  return (
    <Form action={save.bind(null, slug)} onSubmit={checkSize} resetOnDone>
      <BrandingFields key={saved.logoUrl} saved={saved} shown={shown} logoProblem={problem} />
    </Form>
  )
}
