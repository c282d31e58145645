import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { findLastSignIn } from '@/lib/domain/clients/find-last-sign-in'
import { getClient } from '@/lib/domain/clients/list-clients'
import type { Client } from '@/lib/domain/clients/read-client'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { applicationPath } from '../application-path'
import { ApplicationFrame } from './application-frame'
import type { ApplicationPageProps } from './application-page'
import { audienceFinder } from './quick-start/audience-finder'
import { Guide } from './quick-start/guide'
import { guideValues } from './quick-start/guide-values'
import { RedirectUriForm } from './quick-start/redirect-uri-form'
import { SignInPanel } from './quick-start/sign-in-panel'
import { ValuesList } from './quick-start/values-list'

export const metadata: Metadata = { title: 'Application' }

export default async function QuickStartPage({ params }: ApplicationPageProps) {
  const { clientId } = await params
  const person = await consolePage('read:clients')
  const { accesses, find } = audienceFinder(person.tenantActor)
  const { client, last, found } = await readTogether([person.operator, ...accesses], async () => {
    const client = await getClient(person.operator, clientId)
    const last = await findLastSignIn(person.operator, clientId)
    return { client, last, found: await find(client) }
  })
  const values = guideValues(client, await currentTenant(), found)
  return (
    <ApplicationFrame client={client} of={person}>
      {signsPeopleIn(client) && (
        <div className="mb-8">
          <SignInPanel
            path={applicationPath(client.id)}
            last={last && { at: last.at.toISOString(), email: last.email }}
          />
        </div>
      )}
      <Section title="Values" text="Every library for OpenID Connect takes these.">
        <ValuesList values={values} />
        {signsPeopleIn(client) &&
          !values.isRedirectUriAllowed &&
          may(person.tenantActor, 'update:clients') && (
            <RedirectUriForm clientId={client.id} redirectUri={values.redirectUri} />
          )}
      </Section>
      <Guide client={client} values={values} />
    </ApplicationFrame>
  )
}

function signsPeopleIn({ grantTypes }: Client): boolean {
  return grantTypes.includes('authorization_code')
}
