'use client'

import { useState, type SubmitEvent } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { BrandingFields } from './branding-fields'
import { BrandingPreview } from './branding-preview'
import type { PreviewContext } from './preview-branding'
import { type PictureName, pictureNames, type SavedBranding } from './saved-branding'
import { useBranding } from './use-branding'

interface BrandingFormProps {
  save: FormAction
  saved: SavedBranding
  proposedColors: string[]
  context: PreviewContext
}

interface PictureProblem {
  name: PictureName
  sentence: string
}

const bytesAtMost = 2 * 1024 * 1024

/** The preview is outside the form, so that its fields are not sent. */
export function BrandingForm({ save, saved, proposedColors, context }: BrandingFormProps) {
  const [problem, setProblem] = useState<PictureProblem>()
  const edited = useBranding(saved)

  /** Does not send files that the server would reject as too large. */
  function checkSizes(event: SubmitEvent<HTMLFormElement>) {
    const found = tooLarge(new FormData(event.currentTarget))
    setProblem(found)
    if (found) event.preventDefault()
    else edited.noteSent()
  }

  return (
    <div className="mb-10 grid gap-8 lg:grid-cols-2">
      <Form action={save} onSubmit={checkSizes} resetOnDone>
        <BrandingFields
          saved={saved}
          edited={edited}
          proposedColors={proposedColors}
          tenantName={context.tenantName}
          errorOf={(name) => (problem?.name === name ? problem.sentence : undefined)}
        />
      </Form>
      <BrandingPreview branding={edited} context={context} />
    </div>
  )
}

function tooLarge(form: FormData): PictureProblem | undefined {
  let sum = 0
  for (const name of pictureNames) {
    const file = form.get(name)
    const size = file instanceof File ? file.size : 0
    sum += size
    if (size > bytesAtMost) return { name, sentence: 'A logo can be at most 2 MB.' }
    if (sum > bytesAtMost) return { name, sentence: 'Together, the pictures can be at most 2 MB.' }
  }
  return undefined
}
