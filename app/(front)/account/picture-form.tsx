'use client'

import { useState, type SubmitEvent } from 'react'
import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { FileField } from '@/components/ui/file-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { remove, replace } from './picture/actions'

const bytesAtMost = 2 * 1024 * 1024

/** `picture`: only an uploaded one. */
export function PictureForm({ picture }: { picture: string | undefined }) {
  const [error, setError] = useState<string>()

  /** Does not send a file that the server would reject as too large. */
  function checkSize(event: SubmitEvent<HTMLFormElement>) {
    const file = new FormData(event.currentTarget).get('picture')
    const isTooLarge = file instanceof File && file.size > bytesAtMost
    setError(isTooLarge ? 'A picture can be at most 2 MB.' : undefined)
    if (isTooLarge) event.preventDefault()
  }

  return (
    <div className="flex flex-col gap-3">
      <Form action={replace} onSubmit={checkSize} resetOnDone>
        <Field
          name="picture"
          label="Picture"
          help="PNG, JPEG or WebP, up to 2 MB. Cut to a square, and shown instead of your initials."
          error={error}
        >
          <FileField key={picture} currentUrl={picture} />
        </Field>
        <SubmitButton className="self-start">Save picture</SubmitButton>
      </Form>
      {picture && (
        <Form action={remove}>
          <SubmitButton variant="secondary" className="self-start">
            Remove picture
          </SubmitButton>
        </Form>
      )}
    </div>
  )
}
