import type { ReactNode } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Section } from '@/components/ui/page-header'
import { ownAddresses } from '@/lib/federation/saml/service-urls'
import { currentTenant } from '@/lib/web/tenant'
import { ProviderChoice } from './provider-choice'
import { DisplayNameField } from './provider-fields'
import { SamlGuide } from './guide'
import { MetadataFields } from './saml-metadata'
import { findSamlGuide, samlGuides } from './saml-guides'

interface SamlSetupProps {
  /** Which guide; the ACS URL stays the same with another one. */
  product: string | undefined
  connectionId: string
  /** Of the page with another guide. */
  hrefOf: (product: string) => string
  action: FormAction
  /** Proposed. */
  displayName?: string | undefined
  /** In place of metadata. */
  manualFields?: ReactNode
  /** Hidden fields. */
  children?: ReactNode
}

/** Of a connection that is still to be created. */
export async function SamlSetup({
  product,
  connectionId,
  hrefOf,
  action,
  displayName,
  manualFields,
  children,
}: SamlSetupProps) {
  const guide = findSamlGuide(product)
  const tenant = await currentTenant()
  const addresses = ownAddresses(tenant, connectionId)
  return (
    <>
      <ProviderChoice
        label="Guide"
        choices={samlGuides.map(({ key, label }) => ({ key, label, href: hrefOf(key) }))}
        chosen={guide.key}
      />
      <SamlGuide tenant={tenant} connectionId={connectionId} addresses={addresses} guide={guide} />
      <Section title="Here" text="You check what will be saved first.">
        <Form action={action} act="create-saml-provider" className="flex max-w-form flex-col gap-4">
          {children}
          <input type="hidden" name="product" value={guide.key} />
          <DisplayNameField value={displayName} />
          <MetadataFields />
          {manualFields}
          <ReviewBeforeSaving
            review="Check provider"
            save="Add identity provider"
            title="About this provider"
          />
        </Form>
      </Section>
    </>
  )
}
