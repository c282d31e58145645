import type { ReactNode } from 'react'
import { ShownOnce } from '@/components/form/shown-once'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import { may, type Permission, type TenantActor } from '@/lib/access'
import type { Client } from '@/lib/domain/clients/read-client'
import type { SelfContext } from '@/lib/http/person'
import { findShownOnce, newClientSecret } from '@/lib/http/shown-once'
import { dismissSecret } from '../actions'
import { appTypeNames } from '../app-types'
import { applicationPath } from '../application-path'

interface ApplicationFrameProps {
  client: Client
  person: Pick<SelfContext, 'access' | 'tenantActor'>
  children: ReactNode
}

const tabs: readonly { path: string; label: string; needs: readonly Permission[] }[] = [
  { path: '', label: 'Quick start', needs: ['read:clients'] },
  { path: '/settings', label: 'Settings', needs: ['read:clients'] },
  { path: '/credentials', label: 'Credentials', needs: ['read:client_keys'] },
  { path: '/organizations', label: 'Organizations', needs: ['read:organization_clients'] },
  { path: '/connections', label: 'Connections', needs: ['read:connections'] },
  { path: '/access', label: 'API access', needs: ['read:client_grants', 'read:resource_servers'] },
]

export async function ApplicationFrame({ client, person, children }: ApplicationFrameProps) {
  const shown = await findShownOnce(newClientSecret, person.access)
  return (
    <>
      <BackLink href="/console/applications">Applications</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{client.name}</span>}
        text={appTypeNames[client.appType]}
      />
      {shown?.clientId === client.id && (
        <ShownOnce noun="client secret" value={shown.secret} dismiss={dismissSecret}>
          <p>It is shown only once: Foyer stores only its hash.</p>
        </ShownOnce>
      )}
      <PageTabs label="Application" tabs={tabsOf(client, person.tenantActor)} />
      {children}
    </>
  )
}

function tabsOf({ id }: Client, actor: TenantActor) {
  return tabs
    .filter(({ needs }) => may(actor, ...needs))
    .map(({ path, label }) => ({ href: `${applicationPath(id)}${path}`, label }))
}
