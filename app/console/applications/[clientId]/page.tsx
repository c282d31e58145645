import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getClient } from '@/lib/domain/clients/list-clients'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { ApplicationFrame } from './application-frame'
import type { ApplicationPageProps } from './application-page'
import { audienceFinder } from './quick-start/audience-finder'
import { Guide } from './quick-start/guide'
import { guideValues } from './quick-start/guide-values'
import { RedirectUriForm } from './quick-start/redirect-uri-form'
import { findUse, signsPeopleIn, UsePanel } from './quick-start/use-panel'
import { ValuesList } from './quick-start/values-list'

export const metadata: Metadata = { title: 'Application' }

export default async function QuickStartPage({ params }: ApplicationPageProps) {
  const { clientId } = await params
  const person = await consolePage('read:clients')
  const { accesses, find } = audienceFinder(person.tenantActor)
  const { client, use, found } = await readTogether([person.operator, ...accesses], async () => {
    const client = await getClient(person.operator, clientId)
    const use = await findUse(person.operator, client)
    return { client, use, found: await find(client) }
  })
  const values = guideValues(client, await currentTenant(), found)
  return (
    <ApplicationFrame client={client} of={person}>
      <div className="mb-8">
        <UsePanel client={client} use={use} />
      </div>
      <Section title="Values" text="Every library for OpenID Connect takes these.">
        <ValuesList values={values} />
        {signsPeopleIn(client) &&
          !values.isRedirectUriAllowed &&
          may(person.tenantActor, 'update:clients') && (
            <RedirectUriForm clientId={client.id} redirectUri={values.redirectUri} />
          )}
      </Section>
      <Guide client={client} values={values} viewer={person.tenantActor} />
    </ApplicationFrame>
  )
}
