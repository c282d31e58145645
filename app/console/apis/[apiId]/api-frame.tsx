import type { ReactNode } from 'react'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import type { Api } from '@/lib/domain/apis/read-api'
import { apiPath, apisPath } from '../paths'

export function ApiFrame({ api, children }: { api: Api; children: ReactNode }) {
  const path = apiPath(api.id)
  return (
    <>
      <BackLink href={apisPath}>APIs</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{api.name}</span>}
        text={<span className="font-mono text-sm break-all">{api.identifier}</span>}
      />
      {api.isPortal && (
        <Notice className="mb-6">
          This is Foyer’s own API. The portal, the console and the Management API check its permissions, so
          they are fixed; only the token lifetime can change.
        </Notice>
      )}
      <PageTabs
        label="API"
        tabs={[
          { href: path, label: 'Settings' },
          { href: `${path}/permissions`, label: 'Permissions' },
        ]}
      />
      {children}
    </>
  )
}
