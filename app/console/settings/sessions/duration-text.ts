const units = [
  { name: 'day', minutes: 1440 },
  { name: 'hour', minutes: 60 },
  { name: 'minute', minutes: 1 },
]

/** “7 days”, “1 hour and 30 minutes”. */
export function durationText(minutes: number): string {
  let rest = minutes
  const parts = units.flatMap((unit) => {
    const count = Math.floor(rest / unit.minutes)
    rest -= count * unit.minutes
    return count === 0 ? [] : [`${count} ${unit.name}${count === 1 ? '' : 's'}`]
  })
  return list.format(parts)
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
