import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PersonMenu } from '@/components/shell/person-menu'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { requireSelf } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../../(front)/actions'
import { NewOrganizationForm } from './new-organization-form'

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
