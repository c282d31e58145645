export const supportReasonLength = 300

/** In minutes. */
export const supportTimes = [
  { value: '30', label: '30 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
] as const
