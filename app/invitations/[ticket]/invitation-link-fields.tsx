export interface InvitationLink {
  ticket: string
  returnTo: string | undefined
}

export function InvitationLinkFields({ ticket, returnTo }: InvitationLink) {
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      {returnTo && <input type="hidden" name="return_to" value={returnTo} />}
    </>
  )
}
