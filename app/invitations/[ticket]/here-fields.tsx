export interface Here {
  ticket: string
  /** The path back to the application that sent the invitee here. */
  returnTo: string | undefined
}

/** Hidden fields: which invitation the form is about, and where the invitee goes next. */
export function HereFields({ ticket, returnTo }: Here) {
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      {returnTo && <input type="hidden" name="return_to" value={returnTo} />}
    </>
  )
}
