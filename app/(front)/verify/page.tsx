import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { findProof } from '@/lib/domain/users/find-proof'
import { currentTenant } from '@/lib/http/tenant'
import { DeadLink } from '../dead-link'
import { one, type SearchParams } from '../front-links'
import { FrontPage } from '../front-page'
import { confirmByLink } from '../sign-up/actions'

export const metadata: Metadata = { title: 'Confirm your address' }

export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const token = one((await searchParams)['token']) ?? ''
  const tenant = await currentTenant()
  const proof = await findProof(tenant.id, 'sign_up', token)
  if (proof?.state !== 'live') return <DeadLink state={proof?.state} organization={null} href="/sign-up" />
  return (
    <FrontPage
      organization={null}
      title="Confirm your address"
      text={
        <>
          Your account at {tenant.name} will be for{' '}
          <strong className="font-medium break-words text-foreground">{proof.email}</strong>. If you did not
          sign up, leave this page.
        </>
      }
    >
      <Form action={confirmByLink}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton width="full">Confirm address</SubmitButton>
      </Form>
    </FrontPage>
  )
}
