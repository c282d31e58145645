export interface Here {
  ticket: string
  /** Where the application that sent her here waits. */
  returnTo: string | undefined
}

/** Which invitation a form is about, and where she goes on. */
export function HereFields({ ticket, returnTo }: Here) {
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      {returnTo && <input type="hidden" name="return_to" value={returnTo} />}
    </>
  )
}
