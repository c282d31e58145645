import type { ReactNode } from 'react'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type Permission, type TenantActor } from '@/lib/access'
import type { Client } from '@/lib/domain/clients/read-client'
import type { SelfContext } from '@/lib/http/person'
import { findShownOnce, newClientSecret } from '@/lib/http/shown-once'
import { dismissSecret } from '../actions'
import { appTypeNames } from '../app-types'
import { applicationPath } from '../application-path'

interface ApplicationFrameProps {
  client: Client
  of: Pick<SelfContext, 'access' | 'tenantActor'>
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

export async function ApplicationFrame({ client, of, children }: ApplicationFrameProps) {
  const shown = await findShownOnce(newClientSecret, of.access)
  return (
    <>
      <BackLink href="/console/applications">Applications</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{client.name}</span>}
        text={appTypeNames[client.appType]}
      />
      {shown?.clientId === client.id && <NewSecret secret={shown.secret} />}
      <PageTabs label="Application" tabs={tabsOf(client, of.tenantActor)} />
      {children}
    </>
  )
}

function tabsOf({ id }: Client, actor: TenantActor) {
  return tabs
    .filter(({ needs }) => needs.every((permission) => may(actor, permission)))
    .map(({ path, label }) => ({ href: `${applicationPath(id)}${path}`, label }))
}

function NewSecret({ secret }: { secret: string }) {
  return (
    <Notice
      tone="warning"
      title="Copy the client secret now"
      role="status"
      className="mb-6"
      action={
        <Form action={dismissSecret}>
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      <p>It is shown only once: Foyer stores only its hash.</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{secret}</code>
        <CopyValue value={secret} label="Copy client secret" />
      </div>
    </Notice>
  )
}
