'use client'

import { useState } from 'react'
import { Form } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { SubmitButton } from '@/components/ui/submit-button'
import { BrandColorField } from '../../../o/[slug]/(portal)/branding/brand-color-field'
import { save } from './actions'
import { ColorsPreview } from './colors-preview'

interface BrandingFormProps {
  tenantName: string
  /** `#rrggbb`, or empty. */
  saved: { primary: string; background: string }
  hasGradient: boolean
  mayUpdate: boolean
}

export function BrandingForm({ tenantName, saved, hasGradient, mayUpdate }: BrandingFormProps) {
  const [primary, setPrimary] = useState(saved.primary)
  const [background, setBackground] = useState(saved.background)
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      {mayUpdate ? (
        <Form action={save} className="flex min-w-0 flex-col gap-4">
          {hasGradient && <input type="hidden" name="has_gradient" value="on" />}
          <BrandColorField
            name="primary_color"
            label="Primary color"
            help="For buttons, such as #2f5bc2. Their text is black or white, whichever is easier to read."
            value={primary}
            onChange={setPrimary}
          />
          <BrandColorField
            name="background_color"
            label="Background color"
            help="Behind the sign-in form. Leave it empty to follow each person’s device."
            value={background}
            onChange={setBackground}
          />
          <SubmitButton className="self-start">Save changes</SubmitButton>
        </Form>
      ) : (
        <Facts>
          <Fact label="Primary color">{saved.primary || 'Default'}</Fact>
          <Fact label="Background color">{saved.background || 'Default'}</Fact>
        </Facts>
      )}
      <ColorsPreview tenantName={tenantName} primary={primary} background={background} />
    </div>
  )
}
