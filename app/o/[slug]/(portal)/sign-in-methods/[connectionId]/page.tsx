import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import { getEnabledConnection } from '@/lib/domain/connections/organization-connection'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../../(front)/front-links'
import { saveJoinRole, saveSettings } from '../actions'
import { kindOf, restriction } from '../kinds'
import { JoinRoleForm } from './join-role-form'
import { SettingsForm } from './settings-form'
import { DisableDialog } from './disable-dialog'
import { TestMethod } from './test-method'

export const metadata: Metadata = { title: 'Sign-in method' }

interface MethodPageProps {
  params: Promise<{ slug: string; connectionId: string }>
  searchParams: Promise<RawQuery>
}

export default async function MethodPage({ params, searchParams }: MethodPageProps) {
  const { slug, connectionId } = await params
  const { access, actor, session } = await organizationPage(slug, 'read:organization_connections')
  const method = await getEnabledConnection(access, connectionId)
  const query = await searchParams
  const isTested = one(query['tested']) === '1'
  const { name: tenantName } = await currentTenant()
  const isChangeable = isAtLeast(method.accessLevel, 'limited')
  const mayChange = may(actor, 'update:organization_connections') && isChangeable
  const restricted = restriction(method.accessLevel, tenantName)
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{method.displayName}</span>}
        text={kindOf(method.strategy)}
      />
      <Section title="How it works here" text={isChangeable ? undefined : restricted}>
        <SettingsForm
          save={saveSettings.bind(null, slug)}
          method={method}
          canAutoJoin={method.joining.canAutoJoin}
          mayChange={mayChange}
        />
      </Section>
      <Section title="New members" text="The role of people who become members by signing in with it.">
        <JoinRoleForm
          save={saveJoinRole.bind(null, slug)}
          method={method}
          mayChange={mayChange && may(actor, 'create:organization_invitations')}
        />
      </Section>
      <Section
        title="Test"
        text="Opens a real sign-in in another tab. Afterwards you are signed in as that user."
      >
        <TestMethod slug={slug} method={method} session={session} isTested={isTested} />
      </Section>
      {may(actor, 'delete:organization_connections') && isChangeable && (
        <Section
          title="Disable"
          text={restricted ?? 'Members who signed in with it must sign in again with another method.'}
        >
          {!restricted && (
            <div>
              <DisableDialog
                slug={slug}
                method={method}
                tenantName={tenantName}
                isOwn={session.connectionId === method.id}
              />
            </div>
          )}
        </Section>
      )}
    </>
  )
}
