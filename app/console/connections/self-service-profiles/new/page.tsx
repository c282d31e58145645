import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { consolePage } from '@/lib/http/person'
import { create } from '../actions'
import { NameFields, OfferFields } from '../profile-fields'

export const metadata: Metadata = { title: 'Create a self-service profile' }

export default async function NewSelfServiceProfilePage() {
  await consolePage('read:connections', 'read:self_service_profiles', 'create:self_service_profiles')
  return (
    <>
      <BackLink href="/console/connections/self-service-profiles">Self-service profiles</BackLink>
      <PageHeader
        title="Create a self-service profile"
        text="It says what the page of a set-up link offers and asks for."
      />
      <Form action={create} act="create-self-service-profile" className="page-form">
        <NameFields />
        <OfferFields />
        <SubmitButton className="self-start">Create self-service profile</SubmitButton>
      </Form>
    </>
  )
}
