import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Button } from '@/components/ui/button'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import { may } from '@/lib/access'
import { getSelfServiceProfile, type SelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { consolePage } from '@/lib/http/person'
import { remove, save } from '../actions'
import { NameFields, OfferFields } from '../profile-fields'
import { ProfileFacts } from './profile-facts'

export const metadata: Metadata = { title: 'Self-service profile' }

export default async function SelfServiceProfilePage({ params }: { params: Promise<{ profileId: string }> }) {
  const { profileId } = await params
  const { operator, tenantActor } = await consolePage('read:connections', 'read:self_service_profiles')
  const profile = await getSelfServiceProfile(operator, profileId)
  return (
    <>
      <BackLink href="/console/connections/self-service-profiles">Self-service profiles</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{profile.name}</span>}
        text="What the page of a set-up link offers and asks for. Changes also apply to open links."
        action={may(tenantActor, 'delete:self_service_profiles') && <DeleteDialog profile={profile} />}
      />
      <div className="mb-8">
        <Facts>
          <Fact label="Profile ID">
            <Copyable value={profile.id} label="Copy profile ID" />
          </Fact>
        </Facts>
      </div>
      {may(tenantActor, 'update:self_service_profiles') ? (
        <Settings profile={profile} />
      ) : (
        <ProfileFacts profile={profile} />
      )}
    </>
  )
}

function Settings({ profile }: { profile: SelfServiceProfile }) {
  return (
    <Section title="Settings">
      <Form
        action={save}
        act="save-self-service-profile"
        values={{ profile_id: profile.id }}
        className="page-form"
      >
        <NameFields values={profile} />
        <Field
          name="introduction"
          label="Introduction (optional)"
          help="The first lines of the page, as plain text. Replaces the default text."
        >
          <Textarea defaultValue={profile.introduction ?? ''} maxLength={2000} />
        </Field>
        <OfferFields values={profile} />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}

function DeleteDialog({ profile: { id, name } }: { profile: SelfServiceProfile }) {
  return (
    <ConfirmDialog
      act="delete-self-service-profile"
      trigger={<Button variant="danger">Delete profile</Button>}
      title={`Delete ${name}?`}
      description="Its set-up links stop working. What they connected stays. You can’t undo this."
      action={remove}
      values={{ profile_id: id }}
      submit="Delete"
    />
  )
}
