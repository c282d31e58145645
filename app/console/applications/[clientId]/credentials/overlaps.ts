/** In seconds. */
export const overlaps = [
  { value: '3600', label: '1 hour more' },
  { value: '86400', label: '24 hours more' },
  { value: '259200', label: '3 days more' },
  { value: '604800', label: '7 days more' },
  { value: '2592000', label: '30 days more' },
  { value: '0', label: 'No longer: it stops at once' },
]
