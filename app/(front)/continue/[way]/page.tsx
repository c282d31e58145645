import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { readContinueUrl } from '@/lib/domain/users/ticket-parts'
import { currentTenant } from '@/lib/web/tenant'
import { FrontPage } from '../../front-page'

export const metadata: Metadata = { title: 'You are all set' }

/** Shown after a link that an operator created. Continues to the application that the operator named. */
export default async function ContinuePage({ params }: { params: Promise<{ way: string }> }) {
  const tenant = await currentTenant()
  const url = await readContinueUrl(tenant.id, (await params).way)
  if (url === null) notFound()
  return (
    <FrontPage organization={null} title="You are all set" text={`Continue to ${new URL(url).host}.`}>
      <LinkButton href={url} variant="primary" width="full">
        Continue
      </LinkButton>
    </FrontPage>
  )
}
