import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form/form'
import { PersonMenu } from '@/components/shell/person-menu'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { requireSelf } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../../(front)/actions'
import { create } from './actions'
import { NameAndSlug } from './name-and-slug'

export const metadata: Metadata = { title: 'Create organization' }

export default async function NewOrganizationPage() {
  const { session, tenantActor: actor } = await requireSelf()
  if (!may(actor, 'create:organizations')) notFound()
  const tenant = await currentTenant()
  return (
    <>
      <SiteHeader tenantName={tenant.name}>
        <LinkButton href="/orgs" variant="ghost" className="max-sm:px-1">
          Organizations
        </LinkButton>
        <PersonMenu compact person={session.user} signOut={signOut} />
      </SiteHeader>
      <SiteMain width="form">
        <PageHeader
          title="Create organization"
          text="Create a space for your company. You’ll be its owner and can invite teammates next."
        />
        <NewOrganizationForm tenantUrl={tenant.url} />
      </SiteMain>
    </>
  )
}

function NewOrganizationForm({ tenantUrl }: { tenantUrl: string }) {
  return (
    <Form action={create}>
      <NameAndSlug
        tenantUrl={tenantUrl}
        nameHelp="The name your teammates know. You can change it later."
        addressLabel="Your address"
      />
      <SubmitButton variant="primary" className="self-start">
        Create organization
      </SubmitButton>
    </Form>
  )
}
