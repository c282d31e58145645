/** What a dialog says before the last second factor goes. Empty if no organization requires one. */
export function factorLoss(requiring: readonly string[]): string {
  if (requiring.length === 0) return ''
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(requiring)
  const require = requiring.length === 1 ? 'requires' : 'require'
  return ` ${names} ${require} a second factor, and this is your only one: you can’t open ${requiring.length === 1 ? 'it' : 'them'} without another.`
}
