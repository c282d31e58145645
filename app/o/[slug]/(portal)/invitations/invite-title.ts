/** Of the dialog, which names its form. */
export const inviteTitle = 'Invite people'
