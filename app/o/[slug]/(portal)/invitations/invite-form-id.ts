/** The page does not have the dialog until it is opened. */
export const inviteFormId = 'invite'
