'use client'

import type { Scheme } from '@/components/shell/brand-style'
import { type FrontBrand, FrontCard } from '@/components/shell/front-shell'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { PreviewContext } from './preview-branding'

interface PagePreviewProps {
  brand: FrontBrand
  context: PreviewContext
  scheme: Scheme
}

/** Looks like the real page, but signs no one in. */
export function SignInPreview({ brand, context, scheme }: PagePreviewProps) {
  const { displayName, tenantName } = context
  return (
    <FrontCard
      as="h3"
      brand={brand}
      tenantName={tenantName}
      scheme={scheme}
      title={`Sign in to ${displayName}`}
    >
      <Fields labels={['Email', 'Password']} action="Sign in" />
    </FrontCard>
  )
}

export function InvitationPreview({ brand, context, scheme }: PagePreviewProps) {
  const { displayName, tenantName, inviterName } = context
  return (
    <FrontCard
      as="h3"
      brand={brand}
      tenantName={tenantName}
      scheme={scheme}
      title={`Join ${displayName}`}
      text={`${inviterName} invited you, n•••@example.com, to join ${displayName} on ${tenantName}. The invitation expires in 7 days.`}
    >
      <Fields labels={['Name', 'Password']} action="Accept invitation" />
    </FrontCard>
  )
}

function Fields({ labels, action }: { labels: string[]; action: string }) {
  return (
    <div className="flex flex-col gap-4">
      {labels.map((label) => (
        <Field key={label} name={`preview_${label}`} label={label}>
          <Input autoComplete="off" />
        </Field>
      ))}
      <Button variant="primary" width="full" data-part="button">
        {action}
      </Button>
    </div>
  )
}
