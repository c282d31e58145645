/** How long a link works, in seconds. */
export const invitationLifetimes = [
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
]

export const joinLinkLifetimes = [...invitationLifetimes, { value: '7776000', label: '90 days' }]
