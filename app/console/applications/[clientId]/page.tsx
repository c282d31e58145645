import type { Metadata } from 'next'
import { may } from '@/lib/access'
import { getClient } from '@/lib/domain/clients/list-clients'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { ApplicationFrame } from './application-frame'
import type { ApplicationPageProps } from './application-page'
import { audienceFinder } from './quick-start/audience-finder'
import { FrameworkLinks } from './quick-start/framework-links'
import { chooseFramework } from './quick-start/frameworks'
import { Guide } from './quick-start/guide'
import { guideValues } from './quick-start/guide-values'
import { findUse, signsPeopleIn, UsePanel } from './quick-start/use-panel'
import { ValuesSection } from './quick-start/values-section'

export const metadata: Metadata = { title: 'Application' }

export default async function QuickStartPage({ params, searchParams }: ApplicationPageProps) {
  const { clientId } = await params
  const person = await consolePage('read:clients')
  const { accesses, find } = audienceFinder(person.tenantActor)
  const { client, use, audience } = await readTogether([person.operator, ...accesses], async () => {
    const client = await getClient(person.operator, clientId)
    const use = await findUse(person.operator, client)
    return { client, use, audience: await find(client) }
  })
  const framework = chooseFramework(client.appType, (await searchParams)['framework'])
  const values = guideValues({ client, tenant: await currentTenant(), audience, framework })
  const asksForUri =
    signsPeopleIn(client) && !values.isRedirectUriAllowed && may(person.tenantActor, 'update:clients')
  return (
    <ApplicationFrame client={client} person={person}>
      <div className="mb-8">
        <UsePanel client={client} use={use} />
      </div>
      <FrameworkLinks clientId={client.id} current={framework} />
      <ValuesSection key={framework.id} values={values} client={client} asksForUri={asksForUri} />
      <Guide client={client} framework={framework.id} values={values} viewer={person.tenantActor} />
    </ApplicationFrame>
  )
}
