import type { Metadata } from 'next'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { may } from '@/lib/access'
import { findFirstTokenFor, getApi } from '@/lib/domain/apis/queries'
import type { Api } from '@/lib/domain/apis/read-api'
import { countText } from '@/lib/domain/bounded-count'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import { LivePanel } from '../../live-panel'
import { apiPath } from '../paths'
import { removeApi } from './actions'
import { ApiFrame } from './api-frame'
import { SettingsForm } from './settings-form'

export const metadata: Metadata = { title: 'API' }

export default async function ApiPage({ params }: { params: Promise<{ apiId: string }> }) {
  const { apiId } = await params
  const { operator, tenantActor } = await consolePage('read:resource_servers')
  const { api, first } = await readTogether([operator], async () => {
    const api = await getApi(operator, apiId)
    return { api, first: await findFirstTokenFor(operator, api.id) }
  })
  const path = apiPath(api.id)
  return (
    <ApiFrame api={api}>
      <div className="mb-8">
        <LivePanel
          kind="api"
          path={path}
          pollPath={`${path}/first-token`}
          last={first && { at: first.at.toISOString() }}
        />
      </div>
      <Section title="About">
        <Facts>
          <Fact label="Identifier">
            <Copyable value={api.identifier} label="Copy identifier" />
          </Fact>
          <Fact label="ID">
            <code className="font-mono text-sm break-all">{api.id}</code>
          </Fact>
          <Fact label="Created">
            <Time value={api.createdAt} />
          </Fact>
        </Facts>
      </Section>
      <Section title="Settings">
        <SettingsForm api={api} mayChange={may(tenantActor, 'update:resource_servers')} />
      </Section>
      {!api.isPortal && may(tenantActor, 'delete:resource_servers') && (
        <Section
          title="Delete"
          text="Its permissions go from every role, user and application. No one gets a token for it any more."
        >
          <div>
            <TypedDeleteDialog
              act="delete-api"
              action={removeApi}
              values={{ api_id: api.id }}
              noun="API"
              title={`Delete ${api.name}?`}
              description={`${lossText(api)} You can’t undo this.`}
              typed={api.name}
            />
          </div>
        </Section>
      )}
    </ApiFrame>
  )
}

function lossText({ permissions }: Api): string {
  if (permissions.length === 0) return 'No one gets a token for it any more.'
  return `Everyone loses its ${countText(permissions.length, 'permission')}.`
}
