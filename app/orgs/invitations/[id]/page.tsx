import { notFound, redirect } from 'next/navigation'
import { findMyTicket } from '@/lib/domain/invitations/my-invitations'
import { requirePerson } from '@/lib/http/person'

/** Leads to the page of an invitation to the own address, without the link in the email. Changes nothing. */
export default async function MyInvitationPage({ params }: { params: Promise<{ id: string }> }) {
  const { access } = await requirePerson()
  const { id } = await params
  const ticket = /^\w{1,100}$/.test(id) ? await findMyTicket(access, id) : null
  if (ticket === null) notFound()
  redirect(`/invitations/${ticket}`)
}
