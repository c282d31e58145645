import type { Metadata } from 'next'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { remove } from '../actions'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'
import { SettingsForm } from './settings-form'

export const metadata: Metadata = { title: 'Application settings' }

export default async function ApplicationSettingsPage(props: ApplicationPageProps) {
  const { person, client } = await applicationPage(props, [], async () => null)
  return (
    <ApplicationFrame client={client} person={person}>
      <SettingsForm client={client} mayChange={may(person.tenantActor, 'update:clients')} />
      {may(person.tenantActor, 'delete:clients') && (
        <Section
          title="Delete"
          text="Its sign-ins, tokens, secrets and API access end at once. An API that verifies tokens by itself accepts one until it expires."
        >
          <div>
            <TypedDeleteDialog
              act="delete-application"
              action={remove}
              values={{ client_id: client.id }}
              noun="application"
              title={`Delete ${client.name}?`}
              description="People can no longer sign in to it, and its tokens end. You can’t undo this."
              typed={client.name}
            />
          </div>
        </Section>
      )}
    </ApplicationFrame>
  )
}
