import { Time } from '@/components/ui/time'

/** What a dialog says before the last second factor is removed. Empty if no organization requires one. */
export function factorLoss(requiring: readonly string[]): string {
  if (requiring.length === 0) return ''
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(requiring)
  const [require, them] = requiring.length === 1 ? ['requires', 'it'] : ['require', 'them']
  return ` ${names} ${require} a second factor, and this is your only one: you can’t open ${them} without another.`
}

export function LastUsed({ at }: { at: Date | null }) {
  if (at === null) return 'not used yet'
  return (
    <>
      last used <Time value={at} />
    </>
  )
}
