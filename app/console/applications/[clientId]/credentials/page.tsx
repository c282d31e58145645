import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { hasSecret, listClientSecrets } from '@/lib/domain/clients/client-secrets'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'
import { KeyList } from './key-list'
import { MethodForm } from './method-form'
import { RotateDialog, SecretsTable } from './secrets-table'

export const metadata: Metadata = { title: 'Application credentials' }

export default async function CredentialsPage(props: ApplicationPageProps) {
  const {
    person,
    client,
    found: secrets,
  } = await applicationPage(props, ['read:client_keys'], ({ operator }, { id }) =>
    listClientSecrets(operator, id),
  )
  const mayChange = may(person.tenantActor, 'update:client_keys')
  return (
    <ApplicationFrame client={client} person={person}>
      <Section
        title="Authentication"
        text="How the application proves at the token endpoint that it is itself."
      >
        <MethodForm client={client} mayChange={mayChange} />
      </Section>
      {hasSecret(client) && (
        <Section
          title="Client secrets"
          text="Foyer stores only their hashes, so they can’t be shown again."
          action={mayChange && <RotateDialog clientId={client.id} isFirst={secrets.length === 0} />}
        >
          <SecretsTable clientId={client.id} secrets={secrets} mayChange={mayChange} />
        </Section>
      )}
      <Section
        title="Public keys"
        text="An application can sign with its own private key instead of sending a secret. Add the public one here."
      >
        <KeyList client={client} mayChange={mayChange} />
      </Section>
    </ApplicationFrame>
  )
}
