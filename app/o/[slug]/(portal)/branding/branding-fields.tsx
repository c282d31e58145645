'use client'

import { useState } from 'react'
import { useFieldResult } from '@/components/form/form-context'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { FileField } from '@/components/ui/file-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { BrandColorField } from './brand-color-field'
import { previewBranding, type PreviewContext } from './preview-branding'
import { EmailPreview } from './email-preview'
import { SignInPreview } from './sign-in-preview'

export interface SavedBranding {
  logoUrl: string | undefined
  /** `#rrggbb`, or empty. */
  primary: string
  background: string
}

interface BrandingFieldsProps {
  saved: SavedBranding
  shown: PreviewContext
  logoProblem: string | undefined
}

export function BrandingFields({ saved, shown, logoProblem }: BrandingFieldsProps) {
  const [primary, setPrimary] = useTyped('primary_color', saved.primary)
  const [background, setBackground] = useTyped('background_color', saved.background)
  const [chosen, setChosen] = useState<string>()
  const [isRemoved, setRemoved] = useState(false)
  const logoUrl = chosen ?? (isRemoved ? undefined : saved.logoUrl)
  const look = previewBranding({ primary, background, logoUrl }, shown.tenantColours)
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <Field name="logo" label="Logo" help="PNG, JPEG or WebP, at most 2 MB." error={logoProblem}>
          <FileField
            accept="image/png,image/jpeg,image/webp"
            currentUrl={isRemoved ? undefined : saved.logoUrl}
            onPreview={setChosen}
          />
        </Field>
        {saved.logoUrl && (
          <Checkbox
            name="remove_logo"
            label="Remove the logo"
            onChange={(event) => {
              setRemoved(event.currentTarget.checked)
            }}
          />
        )}
        <BrandColorField
          name="primary_color"
          label="Primary color"
          help={`For buttons, such as #2f5bd8. Leave both colors empty to use those of ${shown.tenantName}.`}
          value={primary}
          onChange={setPrimary}
        />
        <BrandColorField
          name="background_color"
          label="Background color"
          help="Behind the sign-in form. A light color always shows the page in its light theme, a dark one in its dark theme. Leave it empty to follow each person’s device."
          value={background}
          onChange={setBackground}
        />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <SignInPreview look={look} shown={shown} />
        <EmailPreview look={look} shown={shown} />
      </div>
    </div>
  )
}

/** Starts with the value entered before an error. */
function useTyped(name: string, saved: string): [string, (value: string) => void] {
  const { submitted } = useFieldResult(name)
  return useState(submitted?.[0] ?? saved)
}
