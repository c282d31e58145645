export const linkName = 'Invitation link'

export const linkCopied =
  'Link copied. To use it, people first enter a code that we send to the invited address.'
