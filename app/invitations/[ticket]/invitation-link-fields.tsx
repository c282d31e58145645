export interface InvitationLink {
  ticket: string
  /** The path back to the application that sent the invitee here. */
  returnTo: string | undefined
}

/** Hidden fields: which invitation the form is about, and where the invitee goes next. */
export function InvitationLinkFields({ ticket, returnTo }: InvitationLink) {
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      {returnTo && <input type="hidden" name="return_to" value={returnTo} />}
    </>
  )
}
